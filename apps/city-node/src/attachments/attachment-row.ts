import type { AttachmentKind, MaterialFile } from '#contracts';

/** UPLOADING, HERE, REFUSED at the city that takes it in; WANTED, HERE, DAMAGED, GONE elsewhere; ERASED everywhere. */
export type StoredState = 'UPLOADING' | 'HERE' | 'REFUSED' | 'WANTED' | 'DAMAGED' | 'GONE' | 'ERASED';

/** What the database keeps of one file. */
export interface AttachmentRow {
  holder: string;
  id: string;
  state: StoredState;
  name: string | null;
  size: number;
  claimed_type: string | null;
  kind: AttachmentKind | null;
  sha256: Buffer | null;
  root: Buffer | null;
  leaves: Buffer | null;
  wrapped_key: Buffer | null;
  chunks_here: number;
  case_no: string | null;
  created_by: string | null;
  fault: string | null;
  urgent: boolean;
  tries: number;
  touched_at: Date;
}

export const ATTACHMENT_COLUMNS = `a.holder, a.id, a.state, a.name, a.size, a.claimed_type, a.kind, a.sha256, a.root,
  a.leaves, a.wrapped_key, a.chunks_here, a.case_no, a.created_by, a.fault, a.urgent, a.tries, a.touched_at`;

/** The file as an event names it; null until its content was looked at. */
export function fileOf({ id, name, kind, size, sha256, root }: AttachmentRow): MaterialFile | null {
  if (name === null || kind === null || sha256 === null || root === null) return null;
  return { id, name, kind, size, sha256: sha256.toString('hex'), root: root.toString('hex') };
}

/** True where an event names the very file that is kept. */
export function isSameFile(row: AttachmentRow, file: MaterialFile): boolean {
  const own = fileOf(row);
  const fields = ['id', 'name', 'kind', 'size', 'sha256', 'root'] as const;
  return own !== null && fields.every((field) => own[field] === file[field]);
}
