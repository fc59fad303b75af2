import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import type { Response } from 'express';
import type { UserView } from '#contracts';
import { LiveRing } from './live-ring.js';
import { LiveStream } from './live-stream.js';

const user = { city: '430100', role: 'clerk', mustChangePassword: false } as UserView;

/** A page that reads only when it is told to. */
class Page extends EventEmitter {
  readonly written: string[] = [];
  reads = true;
  destroyed = false;
  write(text: string): boolean {
    this.written.push(text);
    return this.reads;
  }
  end(): void {
    this.emit('close');
  }
  destroy(): void {
    this.destroyed = true;
  }
}
function streamTo(
  page: Page,
  ring: LiveRing,
  verify: () => Promise<UserView> = () => Promise.resolve(user),
): LiveStream {
  const lease = { key: 'k', isOver: () => false, release: () => undefined };
  return new LiveStream(
    { user, response: page as unknown as Response, lease, verify },
    () => ring.newest,
    () => undefined,
  );
}

it('holds nothing back for a page that does not read; once it does, it is told to look again', () => {
  const [page, ring] = [new Page(), new LiveRing('e')];
  const stream = streamTo(page, ring);
  page.reads = false;
  for (let i = 0; i < 1000; i += 1) stream.tell(ring.add('cases', { cases: [`KY${i}`] }));
  expect(page.written).toHaveLength(1);
  page.reads = true;
  page.emit('drain');
  expect(page.written).toHaveLength(2);
  expect(page.written[1]).toBe('id: e-1000\nevent: look\ndata: {}\n\n');
  stream.tell(ring.add('cases', { cases: ['KY'] }));
  expect(page.written[2]).toContain('event: cases');
});

it('cuts off a page that has not read for half a minute', () => {
  const [page, ring] = [new Page(), new LiveRing('e')];
  const stream = streamTo(page, ring);
  page.reads = false;
  stream.write('x');
  stream.turn(performance.now() + 20_000);
  expect(stream.ended).toBeNull();
  stream.turn(performance.now() + 31_000);
  expect([stream.ended, page.destroyed]).toEqual(['slow', true]);
});

it('ends for who was disabled, and goes on while the node is away', async () => {
  for (const [status, ended] of [
    [401, 'session'],
    [503, null],
  ] as const) {
    const page = new Page();
    const stream = streamTo(page, new LiveRing('e'), () => Promise.reject(Object.assign(new Error('no'), { status })));
    stream.turn(performance.now() + 16_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(page.written).toEqual(ended ? [] : [': beat\nevent: beat\ndata: {"node":false}\n\n']);
    expect(stream.ended).toBe(ended);
  }
});

it('a ring of events forgets the oldest, and knows no other gateway', () => {
  const ring = new LiveRing('e', 3);
  const beginning = ring.newest;
  expect(ring.after(beginning)).toEqual([]);
  for (let i = 0; i < 3; i += 1) ring.add('cases', { cases: [`KY${i}`] });
  expect(ring.after(beginning)).toHaveLength(3);
  ring.add('look', {});
  expect(ring.after(beginning)).toBeNull();
  expect(ring.after('e-3')?.map(({ kind }) => kind)).toEqual(['look']);
  for (const odd of ['f-4', 'e-5', 'e--1', '', 'e-4; x']) expect(ring.after(odd)).toBeNull();
});
