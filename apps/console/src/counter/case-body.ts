import type { Schemas } from '../api/client.js';
import type { Item, TypedCase, TypedPaper } from './typed-case.js';

type Application = Schemas['Application'];

/** What is sent for a case of one item; the same typed case always gives the same body. */
export function collectBody(typed: TypedCase, item: Item, point: PointOf): Schemas['CollectCaseBody'] {
  const deferAsked = deferredOf(typed);
  return {
    homeCity: item.homeCity,
    itemCode: item.itemCode,
    itemVersion: item.version,
    mode: typed.mode || 'PROXY_COLLECT',
    urgency: typed.urgent ? 'URGENT' : 'NORMAL',
    ...(typed.commitment ? { commitment: true } : {}),
    ...(deferAsked.length > 0 ? { deferAsked } : {}),
    application: applicationOf(typed, item, point),
  };
}

/** What is sent for a joint case: the own item with every part that is wanted. */
export function jointBody(
  typed: TypedCase,
  item: Item,
  partItems: ReadonlyMap<string, Item>,
  point: PointOf,
): Schemas['CollectJointCaseBody'] {
  return {
    itemCode: item.itemCode,
    itemVersion: item.version,
    urgency: typed.urgent ? 'URGENT' : 'NORMAL',
    application: applicationOf(typed, item, point),
    parts: (item.joint?.parts ?? []).flatMap(({ key }) => {
      const part = typed.parts[key];
      const partItem = partItems.get(key);
      if (!part?.wanted || !partItem) return [];
      return [{ key, homeCity: part.homeCity, form: formOf(part, partItem), materials: materialsOf(part) }];
    }),
  };
}

/** City of the chosen pickup point. */
export type PointOf = (pointId: string) => { city: string } | undefined;

function applicationOf(typed: TypedCase, item: Item, point: PointOf): Application {
  const { address, ...applicant } = typed.applicant;
  const { pointId } = typed.delivery;
  const city = point(pointId)?.city;
  const isPickup = typed.delivery.kind === 'PICKUP' && city !== undefined;
  return {
    applicant: { ...trimmed(applicant), ...(address.trim() ? { address: address.trim() } : {}) },
    ...(typed.byAgent ? { agent: trimmed(typed.agent) } : {}),
    identityCheck: {
      method: typed.identityMethod,
      subject: typed.byAgent ? 'AGENT' : 'APPLICANT',
      result: 'MATCHED',
    },
    form: formOf(typed, item),
    materials: materialsOf(typed),
    delivery: isPickup ? { kind: 'PICKUP', city, pointId } : { kind: 'ELECTRONIC' },
    ...(typed.note.trim() ? { note: typed.note.trim() } : {}),
    noticeGivenAt: typed.noticeGivenAt,
  };
}

const trimmed = <T extends { name: string; certificateNo: string; phone: string }>(person: T): T => ({
  ...person,
  name: person.name.trim(),
  certificateNo: person.certificateNo.trim(),
  phone: person.phone.trim(),
});

function formOf({ fields }: TypedPaper, item: Item): Application['form'] {
  return Object.fromEntries(
    item.fields.flatMap(({ code, kind }) => {
      const text = (fields[code] ?? '').trim();
      if (text === '') return [];
      return [[code, kind === 'NUMBER' ? Number(text) : text]];
    }),
  );
}

function materialsOf({ materials }: TypedPaper): Application['materials'] {
  return Object.entries(materials)
    .filter(([, line]) => line.taken)
    .map(([code, { form, originalSeen, copies, files }]) => ({
      code,
      form,
      originalSeen,
      copies,
      ...(files.length > 0 ? { files: [...files] } : {}),
    }));
}

/** Codes of what the applicant asks to bring later. */
export const deferredOf = ({ materials }: TypedPaper): string[] =>
  Object.entries(materials)
    .filter(([, line]) => line.deferred && !line.taken)
    .map(([code]) => code);

/** Codes of what is taken in or comes later, as the check beforehand asks for them. */
export const coveredOf = (paper: TypedPaper): string[] => [
  ...Object.entries(paper.materials)
    .filter(([, line]) => line.taken)
    .map(([code]) => code),
  ...deferredOf(paper),
];
