import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { TongbanError } from '#contracts';
import type { Applier } from './apply/applier.js';
import { LeaseLost } from './lease.js';
import { Receiver } from './receiver.js';
import type { RelayDoors } from './relay-doors.js';
import type { InTurn } from './settle/settler.js';

/** Lets a receipt arrive whose settling ends like this; gives the codes under which receipts were counted as refused. */
async function refusedCodes(error: Error): Promise<string[]> {
  const codes: string[] = [];
  let settling: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (settling = resolve));
  const settle = (): Promise<never> => {
    settling();
    return Promise.reject(error);
  };
  const doors: Partial<Record<keyof RelayDoors, unknown>> = {
    settler: { read: () => Promise.resolve({}), settle },
    metrics: { refused: (_partner: string, code: string) => codes.push(code) },
    log: pino({ level: 'silent' }),
  };
  const inTurn: InTurn = (work) => work();
  const calls = { isLeading: () => true, isPressed: () => false, inTurn, settled: () => undefined };
  new Receiver(doors as RelayDoors, {} as Applier, calls).receiptArrived('430200', Buffer.from('receipt'));
  await begun;
  await new Promise((resolve) => setImmediate(resolve));
  return codes;
}

describe('a receipt of a partner', () => {
  it('is counted as refused where something is wrong with it', async () => {
    expect(await refusedCodes(new TongbanError('signature_invalid'))).toEqual(['signature_invalid']);
    expect(await refusedCodes(new TypeError('unforeseen'))).toEqual(['internal_error']);
  });

  it('is not, where this replica has lost the lead meanwhile', async () => {
    expect(await refusedCodes(new LeaseLost())).toEqual([]);
  });
});
