import type { Schemas } from '../api/client.js';
import type { MaterialFile } from '../parts/scan-upload.js';

export type Item = Schemas['Item'];
export type ApplicantType = Schemas['Applicant']['type'];
export type CertificateType = Schemas['Applicant']['certificateType'];
export type Mode = Item['modes'][number];

/** What the window says of one line of the checklist. */
export interface TypedMaterial {
  taken: boolean;
  /** 容缺: the applicant asks to bring it later. */
  deferred: boolean;
  originalSeen: boolean;
  copies: number;
  form: Schemas['CollectedMaterial']['form'];
  files: MaterialFile[];
}

/** Form and checklist of one item as they are typed; numbers and dates are texts until they are sent. */
export interface TypedPaper {
  fields: Record<string, string>;
  materials: Record<string, TypedMaterial>;
}

/** One part of a joint case. */
export interface TypedPart extends TypedPaper {
  wanted: boolean;
  homeCity: string;
}

/** Everything a clerk types for one case; plain data, so that it can be kept as a draft. */
export interface TypedCase extends TypedPaper {
  homeCity: string;
  itemCode: string;
  mode: Mode | '';
  applicant: Required<Schemas['Applicant']>;
  byAgent: boolean;
  agent: Schemas['Agent'];
  identityMethod: Schemas['IdentityCheck']['method'];
  /** 人证一致. */
  matched: boolean;
  /** When the applicant was told where the data goes; empty until then. */
  noticeGivenAt: string;
  commitment: boolean;
  urgent: boolean;
  delivery: { kind: Schemas['DeliveryWish']['kind']; pointId: string };
  note: string;
  parts: Record<string, TypedPart>;
}

/** An empty form. */
export function emptyCase(): TypedCase {
  return {
    homeCity: '',
    itemCode: '',
    mode: '',
    applicant: { type: 'NATURAL', certificateType: '111', certificateNo: '', name: '', phone: '', address: '' },
    byAgent: false,
    agent: { certificateType: '111', certificateNo: '', name: '', phone: '' },
    identityMethod: 'DOCUMENT_SEEN',
    matched: false,
    noticeGivenAt: '',
    fields: {},
    materials: {},
    commitment: false,
    urgent: false,
    delivery: { kind: 'PICKUP', pointId: '' },
    note: '',
    parts: {},
  };
}

/** Form and checklist of an item, as empty as it can be; what stands already under the same codes stays. */
export function paperOf(item: Item, mode: Mode, had?: TypedPaper): TypedPaper {
  return {
    fields: Object.fromEntries(item.fields.map(({ code }) => [code, had?.fields[code] ?? ''])),
    materials: Object.fromEntries(
      item.materials
        .filter(({ source }) => source === 'APPLICANT')
        .map((line) => [line.code, had?.materials[line.code] ?? untaken(line, mode)]),
    ),
  };
}

function untaken({ form, copies }: Item['materials'][number], mode: Mode): TypedMaterial {
  const isElectronic = form === 'ELECTRONIC' || mode === 'ONLINE';
  return {
    taken: false,
    deferred: false,
    originalSeen: false,
    copies: isElectronic ? 0 : copies,
    form: isElectronic ? 'ELECTRONIC' : 'PAPER',
    files: [],
  };
}

/** Ways in which a window can take the item in, the usual one first; none where it belongs into a joint case of another. */
export function modesAtWindow(item: Pick<Item, 'modes' | 'joint'>): Mode[] {
  const usual: Mode[] = ['PROXY_COLLECT', 'DELEGATED', 'DIRECT', 'ONLINE'];
  if (item.joint) return ['JOINT'];
  return usual.filter((mode) => item.modes.includes(mode));
}

/** Marks everything that has to be there as taken in; originals stay to be ticked by who compared them. */
export function takeRequired(paper: TypedPaper, { materials }: Pick<Item, 'materials'>): void {
  for (const { code, required } of materials) {
    const line = paper.materials[code];
    if (line && required && !line.deferred) line.taken = true;
  }
}
