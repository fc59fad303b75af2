import type { AttachmentKind, MaterialFile } from '../events/material-file.js';

/** UPLOADING: chunks are missing; COMPLETE: may be named in a case; REFUSED: its content is none that may be. */
export const UPLOAD_STATES = ['UPLOADING', 'COMPLETE', 'REFUSED'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** An upload of one window. */
export interface UploadView {
  id: string;
  name: string;
  /** In bytes. */
  size: number;
  state: UploadState;
  /** Where the next byte belongs; bytes before it are kept. */
  offset: number;
  percent: number;
  /** Best length of one PUT, in bytes. */
  partBytes: number;
  /** Erased then, unless a case names it; null once one does. */
  expiresAt: string | null;
  /** To be put into a material as it is; null until complete. */
  file: MaterialFile | null;
}

/** HERE: in this city's storage; the others have words of their own. */
export const ATTACHMENT_STATES = ['HERE', 'FETCHING', 'WAITING_FOR_PARTNER', 'DAMAGED', 'GONE'] as const;
export type AttachmentState = (typeof ATTACHMENT_STATES)[number];

/** One file of a case, and whether it can be read here now. */
export interface AttachmentView {
  id: string;
  /** Code of the material it belongs to, such as M01. */
  material: string;
  name: string;
  kind: AttachmentKind;
  /** In bytes. */
  size: number;
  sha256: string;
  /** City that took it in. */
  holder: string;
  holderName: string;
  state: AttachmentState;
  /** How much of it is here, 0 to 100. */
  percent: number;
  /** False where a later supplement has replaced it. */
  current: boolean;
  words: string;
}

export interface AttachmentsView {
  caseNo: string;
  items: AttachmentView[];
}

/** One chunk of a file on its way from the node to the gateway. */
export interface AttachmentChunk {
  name: string;
  kind: AttachmentKind;
  size: number;
  sha256: string;
  /** Plain bytes in base64. */
  bytes: string;
}
