import { randomBytes } from 'node:crypto';
import { chinaDateOf, makeCaseNo, receiptNoOf, type EventPayload, type ServiceItemDefinition } from '#contracts';
import { anApplication } from './builders.js';
import { aCleanRecord } from './mode-cases.js';
import type { RogueCity, WrittenEvent } from './rogue-city.js';
import { until } from './until.js';

export interface CaseName {
  caseNo: string;
  lane: string;
}

/** Cases that the rogue city collects for the city it writes to, well formed unless changed. */
export interface RogueCases {
  newCase: () => CaseName;
  collected: (name: CaseName, changes?: Partial<EventPayload>) => WrittenEvent;
  submitted: (lane: string) => WrittenEvent;
  /** A case in which the rogue city decides by its own power. */
  decidedThere: (name: CaseName) => Promise<WrittenEvent>;
}

/** Reads the item the cases are about from the home city's own list. */
export async function rogueCases(rogue: RogueCity): Promise<RogueCases> {
  const home = rogue.to;
  // A node publishes its sample lists in the moments after its start.
  const { definition, seq, hash } = await until(`${home} has its list`, async () => {
    const [row] = await rogue.cities.sql<{ definition: ServiceItemDefinition; seq: number; hash: Buffer }>(
      home,
      "select definition, seq, hash from service_item where home_city = $1 and item_code = 'CS-YB-001'",
      [home],
    );
    return row;
  });
  return {
    newCase: () => {
      const onDate = chinaDateOf(new Date()).replaceAll('-', '');
      const caseNo = makeCaseNo({ home, collecting: rogue.city, onDate, random: randomBytes(5) });
      return { caseNo, lane: `case/${caseNo}` };
    },
    collected: ({ caseNo, lane }, changes = {}) =>
      rogue.next(
        lane,
        'case.collected',
        {
          itemCode: definition.itemCode,
          itemVersion: definition.version,
          itemName: definition.name,
          mode: 'PROXY_COLLECT',
          receiptNo: receiptNoOf(caseNo, 1),
          windowId: 'ZZ-W01',
          urgency: 'NORMAL',
          application: anApplication(null),
        },
        {
          basis: { lane: `catalogue/${home}`, city: home, seq, hash: hash.toString('hex') },
          assigns: [
            { role: 'collecting', city: rogue.city },
            { role: 'home', city: home },
          ],
          ...changes,
        },
      ),
    decidedThere: async ({ caseNo, lane }) => {
      const [direct] = await rogue.cities.sql<{ definition: ServiceItemDefinition; seq: number; hash: Buffer }>(
        home,
        "select definition, seq, hash from service_item where home_city = $1 and item_code = 'CS-GA-005'",
        [home],
      );
      if (!direct) throw new Error(`${home} lets nobody decide`);
      const { application, mode } = aCleanRecord();
      const { itemCode, version: itemVersion, name: itemName } = direct.definition;
      return rogue.next(
        lane,
        'case.collected',
        {
          ...{ itemCode, itemVersion, itemName, mode, application, receiptNo: receiptNoOf(caseNo, 1) },
          ...{ windowId: 'ZZ-W01', urgency: 'NORMAL', agreement: null, papers: 'SCAN_SUFFICES' },
        },
        {
          ...{ typeVersion: 2, act: mode },
          basis: { lane: `catalogue/${home}`, city: home, seq: direct.seq, hash: direct.hash.toString('hex') },
          assigns: [
            { role: 'collecting', city: rogue.city },
            { role: 'home', city: home },
          ],
        },
      );
    },
    submitted: (lane) => rogue.next(lane, 'case.submitted', { homeCity: home }),
  };
}
