import { watch } from 'vue';
import { answered, api, type Schemas } from '../api/client.js';
import { ApiProblem, ServerAway, type ProblemWords } from '../api/problems.js';
import { serverIsAway } from '../shell/server-state.js';

type Upload = Schemas['Upload'];
/** A scan that is kept, as a material of a case names it. */
export type MaterialFile = Schemas['MaterialFile'];

/** A scan on its way to the city's storage. */
export interface Scan {
  /** Also the key by which the server knows a repeated beginning. */
  readonly key: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  sent: number;
  /** WAITING: the line is down, it goes on by itself. */
  state: 'SENDING' | 'WAITING' | 'CHECKING' | 'FAILED';
  problem: ProblemWords | null;
}

/** While the city's node is away the gateway answers so; the bytes that were kept stay kept. */
const AWAY = new Set([502, 503, 504]);
const TRIES = 20;
const AGAIN_MS = 1500;

/**
 * Sends a file in parts and goes on where it was interrupted; the answer goes into `files` of a material. Throws what
 * the server says of the file, ServerAway when it stays away, AbortError when nobody wants it any more.
 */
export async function sendScan(source: File, scan: Scan, signal: AbortSignal): Promise<MaterialFile> {
  const header = { 'Idempotency-Key': scan.key };
  const body = { name: scan.name, size: scan.size };
  let upload = await lasting(scan, signal, () =>
    answered(api.POST('/api/v1/attachments', { params: { header }, body, signal })),
  );
  const path = { id: upload.id };
  const look = (): Promise<Upload> => answered(api.GET('/api/v1/attachments/{id}', { params: { path }, signal }));
  scan.sent = upload.offset;
  while (upload.state === 'UPLOADING' && upload.offset < upload.size) {
    const from = upload;
    upload = await lasting(scan, signal, async (tried) => {
      // A part that was interrupted may have been kept in part or whole.
      const { offset, partBytes, size } = tried === 0 ? from : await look();
      if (offset >= size) return look();
      return answered(
        api.PUT('/api/v1/attachments/{id}/content', {
          params: { path, header: { 'Upload-Offset': offset } },
          headers: { 'Content-Type': 'application/octet-stream' },
          // The document says bytes, for which its types know only text.
          body: source.slice(offset, offset + partBytes) as unknown as string,
          bodySerializer: (bytes) => bytes,
          signal,
        }),
      );
    });
    scan.sent = upload.offset;
  }
  scan.state = 'CHECKING';
  if (upload.state === 'UPLOADING') {
    upload = await lasting(scan, signal, () =>
      answered(api.POST('/api/v1/attachments/{id}/completion', { params: { path }, signal })),
    );
  }
  if (!upload.file) throw new ApiProblem(422, null);
  return upload.file;
}

/** Asks again, and says so, for as long as the server or the city's node is away. */
async function lasting<T>(scan: Scan, signal: AbortSignal, work: (tried: number) => Promise<T>): Promise<T> {
  const before = scan.state;
  for (let tried = 0; ; tried += 1) {
    try {
      const answer = await work(tried);
      scan.state = before;
      return answer;
    } catch (error) {
      const isAway = error instanceof ServerAway || (error instanceof ApiProblem && AWAY.has(error.status));
      const isElsewhere = error instanceof ApiProblem && error.problem?.code === 'attachment_offset';
      if (signal.aborted || tried >= TRIES || !(isAway || isElsewhere)) throw error;
      scan.state = 'WAITING';
      if (isAway) await untilBack();
    }
  }
}

async function untilBack(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  if (!serverIsAway.value) return;
  await new Promise<void>((resolve) => {
    const stop = watch(serverIsAway, (away) => {
      if (away) return;
      stop();
      resolve();
    });
  });
}
