import { IsIn, IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { HASH_PATTERN } from './event-payload.js';

/** What a file of an application may be, told by its content alone. */
export const ATTACHMENT_KINDS = ['PDF', 'JPEG', 'PNG', 'OFD'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** Bytes of one file at most. */
export const MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024;
/** Plain bytes of one chunk, the last one excepted; each is hashed, sealed, carried and verified by itself. */
export const ATTACHMENT_CHUNK_BYTES = 256 * 1024;
export const MAX_ATTACHMENT_CHUNKS = MAX_ATTACHMENT_BYTES / ATTACHMENT_CHUNK_BYTES;
/** Files of one material at most. */
export const MAX_MATERIAL_FILES = 20;
/** Files of one case at most, and their bytes together. */
export const MAX_CASE_FILES = 100;
export const MAX_CASE_FILE_BYTES = 500 * 1024 * 1024;

/** 128 random bits: a file is found by who was told of it. */
export const ATTACHMENT_ID_PATTERN = /^[0-9a-f]{32}$/;
/** A name without folders, controls and marks that turn the direction of writing; none begins with a dot. */
export const FILE_NAME_PATTERN = /^(?![. ])[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\/:*?"<>|]{1,120}$/u;

/** One file of a material (附件), as the event states it: enough to fetch it and to verify every chunk of it. */
export class MaterialFile {
  @Matches(ATTACHMENT_ID_PATTERN) id!: string;
  @IsString() @Matches(FILE_NAME_PATTERN) name!: string;
  @IsIn(ATTACHMENT_KINDS) kind!: AttachmentKind;
  /** In bytes. */
  @IsInt() @Min(1) @Max(MAX_ATTACHMENT_BYTES) size!: number;
  /** Of the whole plain file. */
  @Matches(HASH_PATTERN) sha256!: string;
  /** Of the RFC 9162 tree over its chunks of `ATTACHMENT_CHUNK_BYTES`. */
  @Matches(HASH_PATTERN) root!: string;
}

/** Chunks of a file of this many bytes. */
export const chunksOf = (size: number): number => Math.ceil(size / ATTACHMENT_CHUNK_BYTES);

/** Plain bytes of chunk `index` of a file of `size` bytes. */
export const chunkLength = (size: number, index: number): number =>
  Math.min(ATTACHMENT_CHUNK_BYTES, size - index * ATTACHMENT_CHUNK_BYTES);

interface WithFiles {
  code: string;
  files?: MaterialFile[];
}

/** Materials that a fact lists, by type; all other facts name no files. */
const MATERIALS_OF: Record<string, (body: never) => readonly WithFiles[] | undefined> = {
  'case.collected': (body: { application: { materials: WithFiles[] } }) => body.application.materials,
  'correction.supplied': (body: { materials: WithFiles[] }) => body.materials,
  'deferred.supplied': (body: { materials: WithFiles[] }) => body.materials,
  'joint.opened': (body: { parts: { materials?: WithFiles[] }[] }) =>
    body.parts.flatMap((part) => part.materials ?? []),
};

/** Facts of a case whose materials may name files. */
export const FACTS_WITH_FILES: readonly string[] = Object.keys(MATERIALS_OF);

/** Files that a fact names, each with the code of its material. */
export function filesOfFact(type: string, body: object): { material: string; file: MaterialFile }[] {
  const materials = Object.hasOwn(MATERIALS_OF, type) ? (MATERIALS_OF[type]?.(body as never) ?? []) : [];
  return materials.flatMap(({ code, files = [] }) => files.map((file) => ({ material: code, file })));
}
