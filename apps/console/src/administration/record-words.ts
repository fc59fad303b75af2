import { useI18n } from 'vue-i18n';
import type { Schemas } from '../api/client.js';
import { useCityNames } from '../parts/city-names.js';

type AdministrationRecord = Schemas['AdministrationRecords']['items'][number];

/** As one would tell them; the record itself keeps no order. What is not here comes last. */
const ORDER = ['displayName', 'name', 'role', 'kind', 'hall_id', 'windowId', 'unitId', 'unit_id', 'department'];
const placeOf = (field: string): number => (ORDER.includes(field) ? ORDER.indexOf(field) : ORDER.length);
/** Fields that tell of the act itself: there is nothing they were before. */
const OF_THE_ACT = new Set(['reason', 'lines', 'format', 'filters', 'person']);
/** Where the values of a field have their words. */
const VALUES: Readonly<Record<string, string>> = { role: 'roles', kind: 'administration.kinds' };
/** Filters of an exported list: the words of the filter, and of its values. */
const FILTERS: Readonly<Record<string, readonly [name: string, values?: string]>> = {
  scope: ['workList.scope', 'workList.scopes'],
  status: ['workList.status', 'codes.statuses'],
  group: ['workList.group', 'workList.groups'],
  role: ['workList.part', 'workList.parts'],
  claimed: ['workList.claimed', 'workList.claims'],
  partner: ['workList.partner'],
  itemCode: ['workList.item'],
  mode: ['workList.mode', 'codes.modes'],
  due: ['workList.dueState', 'workList.dues'],
  card: ['workList.card', 'workList.cards'],
  collectedFrom: ['workList.collectedFrom'],
  collectedUntil: ['workList.collectedUntil'],
  caseNo: ['workList.caseNo'],
  caseNoPrefix: ['workList.caseNo'],
};

/** Words for the record of changes in the language of the page; a field or act without words is named as it is. */
export function useRecordWords(): {
  actOf: (record: AdministrationRecord) => string;
  /** What each field was and is; empty where nothing says more than the act. */
  changesOf: (record: AdministrationRecord) => string;
} {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { nameOf } = useCityNames();
  const worded = (key: string, otherwise: string): string => (i18n.te(key) ? t(key) : otherwise);

  const filtersOf = (json: string): string => {
    const told = membersOf(json);
    if (told === null) return json;
    const words = told.map(([key, value]) => {
      const [name, values] = FILTERS[key] ?? [];
      const plain = key === 'partner' ? nameOf(value) : value;
      return `${name ? t(name) : key} ${values ? worded(`${values}.${value}`, plain) : plain}`;
    });
    return words.join(t('administration.comma')) || t('administration.none');
  };
  const valueOf = (field: string, value: string | null): string => {
    if (value === null) return '—';
    if (field === 'filters') return filtersOf(value);
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'administration.yes' : 'administration.no');
    const words = VALUES[field];
    return words ? worded(`${words}.${value}`, value) : value;
  };
  return {
    actOf: ({ act, actZh }) => (locale.value === 'zh-CN' ? actZh : worded(`administration.recordActs.${act}`, actZh)),
    changesOf: ({ subject, changes }) => {
      const isNew = changes.every(({ before }) => before === null);
      const isPlain = (field: string, after: string | null): boolean =>
        (field === 'id' && after === subject) || (field === 'disabled' && after === 'false');
      return changes
        .filter(({ field, after }) => !(isNew && isPlain(field, after)))
        .sort((a, b) => placeOf(a.field) - placeOf(b.field))
        .map(({ field, before, after }) => {
          const name = worded(`administration.recordFields.${field}`, field);
          const now = valueOf(field, after);
          return isNew || OF_THE_ACT.has(field)
            ? t('administration.set', { field: name, after: now })
            : t('administration.changed', { field: name, before: valueOf(field, before), after: now });
        })
        .join(t('administration.semicolon'));
    },
  };
}

/** Members of an object kept as JSON; null for anything else. */
function membersOf(json: string): [string, string][] | null {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return null;
    return Object.entries(value).map(([key, one]) => [key, String(one)]);
  } catch {
    // Cut off, or of another version: shown as it is.
    return null;
  }
}
