import { describe, expect, it } from '@jest/globals';
import { CostlyFigure } from './costly-figure.js';

describe('a figure that costs much to read', () => {
  let now = 0;
  let readings = 0;
  const figure = (tookMs: number): CostlyFigure<number> =>
    new CostlyFigure(
      () => {
        now += tookMs;
        return Promise.resolve((readings += 1));
      },
      () => now,
    );

  it('is read anew each time while it is cheap', async () => {
    const cheap = figure(3);
    const before = await cheap.value();
    expect(await cheap.value()).toBe(before + 1);
  });

  it('stands a hundred times as long as it took', async () => {
    const costly = figure(200);
    const first = await costly.value();
    now += 19_999;
    expect(await costly.value()).toBe(first);
    now += 1;
    expect(await costly.value()).toBe(first + 1);
  });

  it('is read once for all who ask at the same time', async () => {
    const costly = figure(1);
    const [one, other] = await Promise.all([costly.value(), costly.value()]);
    expect(one).toBe(other);
  });

  it('is asked for again after it could not be read', async () => {
    let fails = true;
    const figureOf = new CostlyFigure(
      () => (fails ? Promise.reject(new Error('away')) : Promise.resolve(7)),
      () => now,
    );
    await expect(figureOf.value()).rejects.toThrow('away');
    fails = false;
    expect(await figureOf.value()).toBe(7);
  });
});
