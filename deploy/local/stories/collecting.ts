import {
  chinaDateOf,
  type Application,
  type CollectCase,
  type CollectedView,
  type FormField,
  type HandlingMode,
  type ServiceItemDefinition,
} from '#contracts';
import type { Desk } from '../desk.js';
import { rehearsalNow } from '../rehearsal-clock.js';
import { tell } from '../telling.js';
import { fictitiousFirm, fictitiousResident } from './applicants.js';

/** What a window takes in, where it differs from the usual. */
export interface Wanted {
  readonly homeCity: string;
  readonly itemCode: string;
  readonly mode: HandlingMode;
  readonly form?: Readonly<Record<string, string | number>>;
  /** Materials that the applicant does not bring. */
  readonly without?: readonly string[];
  readonly delivery?: Application['delivery'];
  /** Whatever else the case is asked for with. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Takes a case in by the home city's own list: its required fields filled in, its required materials handed over. */
export async function takeIn(clerk: Desk, wanted: Wanted): Promise<CollectedView> {
  const item = await clerk.get<ServiceItemDefinition>(`/items/${wanted.homeCity}/${wanted.itemCode}`);
  const request: CollectCase & Record<string, unknown> = {
    homeCity: wanted.homeCity,
    itemCode: wanted.itemCode,
    mode: wanted.mode,
    application: applicationFor(item, wanted),
    ...wanted.more,
  };
  const collected = await clerk.create<CollectedView>('/cases', request);
  tell.done(`已收件“${collected.itemName ?? ''}”，办件编号 ${collected.caseNo}（${collected.statusZh}）`);
  tell.note(collected.voucher.text);
  return collected;
}

/** A well-formed application of a person who does not exist. */
export function applicationFor(
  item: ServiceItemDefinition,
  wanted: Omit<Wanted, 'homeCity' | 'itemCode'>,
): Application {
  const form = Object.fromEntries(
    item.fields.filter(({ required }) => required).map((one) => [one.code, sampleOf(one)]),
  );
  const isPaper = wanted.mode !== 'ONLINE';
  const brought = item.materials.filter(
    ({ code, required, source }) => required && source === 'APPLICANT' && !wanted.without?.includes(code),
  );
  return {
    applicant: item.applicantType === 'LEGAL' ? fictitiousFirm() : fictitiousResident(),
    identityCheck: { method: 'CARD_READER', subject: 'APPLICANT', result: 'MATCHED' },
    form: { ...form, ...wanted.form },
    materials: brought.map(({ code }) => ({
      code,
      form: isPaper ? 'PAPER' : 'ELECTRONIC',
      originalSeen: isPaper,
      copies: isPaper ? 1 : 0,
    })),
    delivery: wanted.delivery ?? { kind: 'ELECTRONIC' },
    noticeGivenAt: rehearsalNow().toISOString(),
  };
}

function sampleOf({ kind, choices }: FormField): string | number {
  switch (kind) {
    case 'NUMBER':
      return 1200;
    case 'DATE':
      return chinaDateOf(rehearsalNow());
    case 'CHOICE':
      return choices?.[0] ?? '其他';
    case 'TEXT':
      return '示例内容';
  }
}
