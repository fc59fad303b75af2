import { isErrorCode, TongbanError, type AnswerOnWire } from '#contracts';

/** What a node answered, read and as it came. */
export interface NodeAnswer {
  readonly result: unknown;
  /** The result's JSON in the node's own bytes, to be handed on without being written anew. */
  readonly json: Uint8Array;
}

/** How a node frames a result; what lies between is the result's own JSON. */
const BEFORE = Buffer.from('{"response":{"ok":true,"result":');
const BEHIND = /\},"isDisposed":true,"id":"[A-Za-z0-9._-]{1,64}"\}$/;
const MAX_BEHIND = 110;

/** Reads the frame of an answer. Throws the error the node answered with, and a plain error for what is no answer. */
export function readAnswer(data: Uint8Array): NodeAnswer {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const frame = JSON.parse(bytes.toString('utf8')) as { response?: unknown } | null;
  const answer = frame?.response;
  if (!isAnswer(answer)) throw new Error('the node answered with something that is no answer');
  if (!answer.ok) {
    const { code, details } = answer.error;
    // A newer node may know codes that this gateway has no sentence for.
    if (!isErrorCode(code)) throw new Error(`the node answered with the unknown code ${String(code).slice(0, 60)}`);
    throw new TongbanError(code, details);
  }
  return { result: answer.result, json: resultIn(bytes) ?? Buffer.from(JSON.stringify(answer.result)) };
}

/** The result's bytes where the frame is written as our nodes write it; otherwise it has to be written again. */
function resultIn(bytes: Buffer): Uint8Array | undefined {
  if (bytes.compare(BEFORE, 0, BEFORE.length, 0, Math.min(BEFORE.length, bytes.length)) !== 0) return undefined;
  const behind = BEHIND.exec(bytes.toString('latin1', Math.max(BEFORE.length, bytes.length - MAX_BEHIND)));
  return behind ? bytes.subarray(BEFORE.length, bytes.length - behind[0].length) : undefined;
}

function isAnswer(value: unknown): value is AnswerOnWire {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  if (value.ok === true) return 'result' in value;
  return value.ok === false && 'error' in value && typeof value.error === 'object' && value.error !== null;
}
