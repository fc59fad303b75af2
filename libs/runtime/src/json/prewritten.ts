/** What is being written while answers are put together; null otherwise. */
let met: Prewritten[] | null = null;

/** A part of many answers, written once. */
class Prewritten {
  private bytes: Buffer | undefined;

  constructor(private readonly value: object) {}

  json(): Buffer {
    return (this.bytes ??= Buffer.from(JSON.stringify(this.value)));
  }
}

// A zero character stands in no text that the node takes in: nobody can put this mark into an answer.
const mark = (i: number): string => `\u0000${i}`;

/**
 * Says that a list will be part of many answers and never change again: `jsonBytes` writes it once. JSON.stringify writes
 * it as it would any other.
 */
export function prewritten<T extends object>(value: T): T {
  const part = new Prewritten(value);
  const toJSON = (): unknown => (met === null ? value : mark(met.push(part) - 1));
  return Object.defineProperty(value, 'toJSON', { value: toJSON });
}

/** The same bytes as JSON.stringify gives, parts marked as prewritten copied. Throws as JSON.stringify does. */
export function jsonBytes(value: unknown): Buffer {
  const parts: Prewritten[] = [];
  let text: string;
  met = parts;
  try {
    text = JSON.stringify(value);
  } finally {
    met = null;
  }
  if (parts.length === 0) return Buffer.from(text);
  const pieces: Buffer[] = [];
  let from = 0;
  for (const [i, part] of parts.entries()) {
    const found = JSON.stringify(mark(i));
    const at = text.indexOf(found, from);
    if (at < 0) return Buffer.from(JSON.stringify(value));
    pieces.push(Buffer.from(text.slice(from, at)), part.json());
    from = at + found.length;
  }
  pieces.push(Buffer.from(text.slice(from)));
  return Buffer.concat(pieces);
}
