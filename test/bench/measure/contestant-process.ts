// One contestant in a process of its own, told over IPC what to do.
import { Floor, type FloorOptions } from '../floor/floor.js';
import { HttpDriver, type HttpDriverOptions } from '../ours/http-driver.js';
import { NodeDriver, type NodeDriverOptions } from '../ours/node-driver.js';
import { sampleCase } from '../ours/sample-case.js';
import { putLoad, type Contestant, type Load, type LoadResult } from './load.js';

/** What a contestant's process is started as. */
export type ContestantSpec =
  | ({ readonly kind: 'floor' } & FloorOptions)
  | ({ readonly kind: 'ours' } & NodeDriverOptions)
  | ({ readonly kind: 'http' } & HttpDriverOptions);

/** From the process: ready, the window begins or ends (answered with `go`), the result, or why there is none. */
export type FromContestant =
  | { readonly told: 'ready' | 'begins' | 'ends' }
  | { readonly told: 'result'; readonly result: LoadResult }
  | { readonly told: 'failed'; readonly reason: string };

/** To the process. */
export type ToContestant =
  | { readonly order: 'start'; readonly spec: ContestantSpec }
  | { readonly order: 'load'; readonly load: Load }
  | { readonly order: 'go' | 'close' };

async function start(spec: ContestantSpec): Promise<Contestant> {
  if (spec.kind === 'ours') return NodeDriver.start(spec);
  if (spec.kind === 'http') return HttpDriver.start(spec);
  const form = Buffer.from(JSON.stringify(sampleCase(spec.decider, 1).application));
  const floor = new Floor(spec, form, Buffer.from(JSON.stringify({ act: 'APPROVED', reason: '符合示例规则' })));
  await floor.prepare();
  return floor;
}

const tell = (message: FromContestant): void => void process.send?.(message);
let contestant: Contestant | undefined;
let go: (() => void) | undefined;

/** The window waits until the other side has read its counters. */
const tellAndWait = (told: 'begins' | 'ends'): Promise<void> =>
  new Promise((resolve) => {
    go = resolve;
    tell({ told });
  });

async function follow(message: ToContestant): Promise<void> {
  switch (message.order) {
    case 'start':
      contestant = await start(message.spec);
      return tell({ told: 'ready' });
    case 'load': {
      if (!contestant) throw new Error('not started');
      const listener = { begins: () => tellAndWait('begins'), ends: () => tellAndWait('ends') };
      return tell({ told: 'result', result: await putLoad(contestant, message.load, listener) });
    }
    case 'go':
      return go?.();
    case 'close':
      await contestant?.close();
      process.disconnect();
  }
}

process.on('message', (message: ToContestant) => {
  follow(message).catch((error: unknown) => {
    tell({ told: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
});
// Nothing is left to do here once nobody is there to be told.
process.on('disconnect', () => process.exit(0));
