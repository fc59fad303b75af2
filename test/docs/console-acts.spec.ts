import { describe, expect, it } from '@jest/globals';
import { CASE_STATUSES, HANDLING_MODES, makeCaseNo, USER_ROLES } from '#contracts';
import { CaseActions } from '../../apps/city-node/src/case/case-actions.js';
import { emptyCase } from '../../apps/city-node/src/case/case-fold.rules.js';
import { STATUS_TABLE } from '../../apps/city-node/src/case/case-status.rules.js';
import { ACT_FORMS, CARD_ACTS, OWN_DIALOGS } from '../../apps/console/src/case/acts/act-table.js';

const [HOME, COLLECTING, OTHER] = ['430100', '430300', '430200'] as const;
const random = Uint8Array.of(1, 2, 3, 4, 5);
const LANE = `case/${makeCaseNo({ home: HOME, collecting: COLLECTING, onDate: '20261120', random })}`;
const byPeople = STATUS_TABLE.filter(({ userRole, from }) => userRole !== null && from.length > 0);

describe('the acts of the console', () => {
  it('have a form, a dialog or a panel for every row of the status table that people carry out, and for no other', () => {
    const known = new Set([...Object.keys(ACT_FORMS), ...OWN_DIALOGS, ...CARD_ACTS]);
    const rows = new Set(byPeople.map(({ action }) => action));
    expect([...rows].filter((action) => !known.has(action))).toEqual([]);
    // 按月委托 is an approval with a term: one row, two forms.
    expect([...known].filter((action) => !rows.has(action))).toEqual(['approve-standing']);
  });

  it('say in Chinese why they are not possible, in every status, mode, city and role', () => {
    const silent: string[] = [];
    for (const self of [HOME, COLLECTING, OTHER]) {
      const actions = new CaseActions(self);
      for (const mode of HANDLING_MODES) {
        for (const status of CASE_STATUSES) {
          for (const role of USER_ROLES) {
            const file = { state: { ...emptyCase(LANE), status, mode }, our_roles: [] };
            for (const { action, allowed, reason } of actions.of(file, role, false, {})) {
              if (!allowed && !/\p{Script=Han}{4}/u.test(reason ?? ''))
                silent.push(`${self} ${mode} ${status} ${role} ${action}`);
            }
          }
        }
      }
    }
    expect(silent).toEqual([]);
  });
});
