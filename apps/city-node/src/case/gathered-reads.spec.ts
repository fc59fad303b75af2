import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { GatheredReads } from './gathered-reads.js';

function counting() {
  const asked: string[][] = [];
  const reads = new GatheredReads((keys) => {
    asked.push([...keys]);
    return Promise.resolve(new Map(keys.map((key) => [key, `of ${key}`])));
  });
  return { asked, reads };
}

describe('reads for the answers to many acts', () => {
  it('are asked of the database together where they come in one turn, and each gets its own', async () => {
    const { asked, reads } = counting();
    const early = Promise.resolve().then(() => reads.of('b'));
    expect(await Promise.all([reads.of('a'), early, reads.of('c')])).toEqual(['of a', 'of b', 'of c']);
    expect(asked).toEqual([['a', 'c', 'b']]);
  });

  it('never take an answer that was read before they were asked', async () => {
    const { asked, reads } = counting();
    await reads.of('a');
    await turn();
    await reads.of('a');
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('begin another statement where one would hold too many', async () => {
    const { asked, reads } = counting();
    await Promise.all(Array.from({ length: 501 }, (_, i) => reads.of(String(i))));
    expect(asked.map((keys) => keys.length)).toEqual([500, 1]);
  });

  it('fail together where the database does not answer, and not after it is back', async () => {
    let away = true;
    const reads = new GatheredReads((keys: readonly string[]) =>
      away ? Promise.reject(new Error('away')) : Promise.resolve(new Map(keys.map((key) => [key, key]))),
    );
    const seen = await Promise.allSettled([reads.of('a'), reads.of('b')]);
    expect(seen.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    away = false;
    expect(await reads.of('a')).toBe('a');
  });
});
