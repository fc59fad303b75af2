import type { FileName } from './file-keys.js';

/** The city's own storage for sealed files: chunks by place. It is trusted with nothing but keeping them. */
export interface AttachmentStore {
  /** Throws attachment_storage_full where there is known to be no room for so many bytes, attachment_storage_away. */
  room(bytes: number): Promise<void>;
  /**
   * Puts a sealed chunk of an unfinished file at its place, over what was there. Throws attachment_storage_full or
   * attachment_storage_away; then no half of it stays.
   */
  write(file: FileName, index: number, sealed: Uint8Array): Promise<void>;
  /** A sealed chunk of `length` bytes. Throws attachment_damaged where it is not there whole, attachment_storage_away. */
  read(file: FileName, index: number, length: number): Promise<Buffer>;
  /** All chunks are there and stay, also through a loss of power. May be done again. */
  finish(file: FileName): Promise<void>;
  /** Takes away a file of so many chunks, finished or not; nothing where there is none. */
  remove(file: FileName, chunks: number): Promise<void>;
}

/** Where sealed files are kept; provided by the settings. */
export const ATTACHMENT_STORE = Symbol('attachment-store');
