import 'reflect-metadata';
import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { ClassConstructor } from 'class-transformer';
import {
  Answer,
  BatchBody,
  BatchStatement,
  checkShape,
  DirectoryDocument,
  EventData,
  eventHash,
  EventPayload,
  FACT_TABLE,
  factRule,
  linkHeads,
  LINK_GENESIS,
  LinkStatusAnswer,
  LinkStatusQuestion,
  MerkleTree,
  parseCanonical,
  provesInclusion,
  Question,
  readCanonical,
  Receipt,
  SealStatement,
  sha256,
  type ErrorCode,
} from '../index.js';

// Bytes written once and never again: what any city signed years ago must still be read, hashed and verified. A change
// that breaks an example breaks every case that was ever carried; it needs a new version beside the old one.
const FOLDER = new URL('.', import.meta.url);
const CODE: ErrorCode = 'payload_invalid';

interface FactExample {
  type: string;
  author: string;
  payload: string;
  data: string;
  eventHash: string;
  dataHash: string;
}
interface WireExample {
  typ: string;
  kid: string;
  x: string;
  payload: string;
  signed: string;
}
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`${name}.v1.json`, FOLDER), 'utf8')) as T;
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.v1.json'))
  .map((name) => name.slice(0, -'.v1.json'.length));
const factNames = names.filter((name) => name !== 'keys' && !name.startsWith('wire.'));
const facts = factNames.map((name) => [name, read<FactExample>(name)] as const);
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** Verifies with node's own Ed25519 and nothing of this project: the bytes must hold for anybody. */
function holds({ signed, x }: { signed: string; x: string }): boolean {
  const [head = '', body = '', signature = ''] = signed.split('.');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
}

describe('the examples', () => {
  it('have one for every fact of every version and for every signed statement', () => {
    const seen = facts.map(([, fact]) => readCanonical(EventPayload, fact.payload, CODE));
    const keys = new Set(seen.map(({ type, typeVersion }) => `${type}@${typeVersion}`));
    for (const { type, version } of FACT_TABLE) expect(keys).toContain(`${type}@${version}`);
    const wire = names.filter((name) => name.startsWith('wire.'));
    expect(wire.toSorted()).toEqual(
      ['answer', 'batch', 'directory', 'question', 'receipt', 'seal'].map((name) => `wire.${name}`),
    );
  });
});

describe.each(facts)('the fact %s', (_name, fact) => {
  it('has the hashes it always had', () => {
    expect(hexOf(eventHash(fact.payload))).toBe(fact.eventHash);
    expect(hexOf(sha256(fact.data))).toBe(fact.dataHash);
  });

  it('is read as it was written: the payload byte for byte, the data with nothing lost', () => {
    const payload = readCanonical(EventPayload, fact.payload, CODE);
    expect(JSON.stringify(payload)).toBe(fact.payload);
    expect(payload).toMatchObject({ type: fact.type, author: fact.author, dataHash: fact.dataHash });
    const { body } = checkShape(EventData, parseCanonical(fact.data, CODE), CODE);
    const rule = factRule(payload.type, payload.typeVersion);
    const shaped = checkShape(rule?.data as ClassConstructor<object>, body, CODE);
    expect(JSON.parse(JSON.stringify(shaped))).toEqual(body);
    const { acts = [] } = rule ?? {};
    expect(acts.length === 0 ? payload.act === null : acts.includes(payload.act ?? '')).toBe(true);
  });
});

describe('the lanes of the examples', () => {
  const payloads = facts.map(([, fact]) => ({
    ...readCanonical(EventPayload, fact.payload, CODE),
    hash: fact.eventHash,
  }));
  const hashAt = (lane: string, author: string, seq: number): string | undefined =>
    payloads.find((one) => one.lane === lane && one.author === author && one.seq === seq)?.hash;

  it('chain every fact to the one before, to what it saw and to what it rests on', () => {
    for (const { lane, author, seq, prev, seen, basis } of payloads) {
      expect(hashAt(lane, author, seq - 1) ?? null).toBe(prev);
      for (const one of seen) expect(hashAt(lane, one.city, one.seq)).toBe(one.hash);
      if (basis) expect(hashAt(basis.lane, basis.city, basis.seq)).toBe(basis.hash);
    }
  });
});

describe('the signed statements of the examples', () => {
  const shapes: [string, ClassConstructor<object>][] = [
    ['seal', SealStatement],
    ['batch', BatchStatement],
    ['receipt', Receipt],
    ['question', Question],
    ['answer', Answer],
    ['directory', DirectoryDocument],
  ];

  it.each(shapes)('a %s is read as it was written, and its signature holds', (name, shape) => {
    const example = read<WireExample>(`wire.${name}`);
    const [head = '', body = ''] = example.signed.split('.');
    expect(Buffer.from(head, 'base64url').toString()).toBe(
      JSON.stringify({ alg: 'EdDSA', kid: example.kid, typ: `tongban-${name}+jws` }),
    );
    expect(Buffer.from(body, 'base64url').toString()).toBe(example.payload);
    expect(JSON.stringify(readCanonical(shape, example.payload, CODE))).toBe(example.payload);
    expect(holds(example)).toBe(true);
    expect(holds({ ...example, signed: `${head}.${body}x.${example.signed.split('.')[2]}` })).toBe(false);
  });

  it('the seal speaks for each of its events, by a path of its own', () => {
    const { payload, leaves } = read<WireExample & { leaves: { eventHash: string; leaf: number; path: string[] }[] }>(
      'wire.seal',
    );
    const { size, root } = readCanonical(SealStatement, payload, CODE);
    expect(hexOf(new MerkleTree(leaves.map((one) => bytesOf(one.eventHash))).root)).toBe(root);
    expect(leaves).toHaveLength(size);
    for (const { eventHash: hash, leaf, path } of leaves) {
      expect(provesInclusion(bytesOf(hash), leaf, size, path.map(bytesOf), bytesOf(root))).toBe(true);
    }
  });

  it('the batch carries its body, its seal and the heads of its link', () => {
    const example = read<WireExample & { body: string; earlierHashes: string[]; heads: string[] }>('wire.batch');
    const statement = readCanonical(BatchStatement, example.payload, CODE);
    const body = readCanonical(BatchBody, example.body, CODE);
    expect(JSON.stringify(body)).toBe(example.body);
    expect(hexOf(sha256(example.body))).toBe(statement.bodyHash);
    expect(body.seals).toEqual([read<WireExample>('wire.seal').signed]);
    expect(body.entries.map((entry) => entry.n)).toEqual(body.entries.map((_, i) => statement.first + i));
    expect(hexOf(linkHeads(LINK_GENESIS, 1, example.earlierHashes.map(bytesOf)).at(-1) as Buffer)).toBe(
      statement.prevHead,
    );
    const hashes = body.entries.map((entry) => eventHash(entry.payload));
    expect(linkHeads(bytesOf(statement.prevHead), statement.first, hashes).map(hexOf)).toEqual(example.heads);
    expect(example.heads.at(-1)).toBe(statement.head);
  });

  it('the answer is bound to the question, and both hold what they should', () => {
    const question = read<WireExample>('wire.question');
    const asked = readCanonical(Question, question.payload, CODE);
    const answered = readCanonical(Answer, read<WireExample>('wire.answer').payload, CODE);
    expect(answered).toMatchObject({ question: asked.question, nonce: asked.nonce, from: asked.to, to: asked.from });
    expect(answered.questionHash).toBe(hexOf(sha256(question.signed)));
    checkShape(LinkStatusQuestion, asked.body, CODE);
    checkShape(LinkStatusAnswer, answered.body, CODE);
  });

  it('the directory continues the one before, under the fingerprint of the federation', () => {
    const example = read<WireExample & { previous: string; fingerprint: string }>('wire.directory');
    expect(readCanonical(DirectoryDocument, example.payload, CODE).prev).toBe(hexOf(sha256(example.previous)));
    expect(holds({ signed: example.previous, x: example.x })).toBe(true);
    expect(hexOf(sha256(Buffer.from(example.x, 'base64url')))).toBe(example.fingerprint);
  });
});
