import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { eventHash, makeCaseNo, type EvidenceEvent, type EvidenceFile } from '#contracts';
import { tamperedCopy } from './evidence-files.js';
import { firstDifference, verified } from './evidence-report.js';
import { makeFederation } from './federation.js';

const XIANGTAN = '430300';
const CHANGSHA = '430100';
const caseNo = makeCaseNo({ home: CHANGSHA, collecting: XIANGTAN, onDate: '20261120', random: new Uint8Array(5) });
let whole: EvidenceFile;
let fingerprint: string;

/** An event without a seal: enough for what a report says of chains and of what is missing. */
function anEvent(
  author: string,
  seq: number,
  before: EvidenceEvent | null,
  seen: readonly EvidenceEvent[],
): EvidenceEvent {
  const payload = JSON.stringify({
    author,
    seq,
    prev: before?.hash ?? null,
    seen: seen.map((event) => ({ city: event.author, seq: event.seq, hash: event.hash })),
    at: '2026-11-20T01:02:03.000Z',
  });
  return { author, seq, hash: eventHash(payload).toString('hex'), payload, data: null, seal: null, receipts: [] };
}

const without = (author: string, seq: number): EvidenceFile => ({
  ...whole,
  events: whole.events.filter((event) => event.author !== author || event.seq !== seq),
});
const missingLine = async (file: EvidenceFile): Promise<string | undefined> =>
  (await verified(file, fingerprint)).lines.at(-1)?.text;

describe('the report on an evidence file', () => {
  beforeAll(async () => {
    const federation = await makeFederation([CHANGSHA, XIANGTAN]);
    fingerprint = federation.fingerprint;
    const collected = anEvent(XIANGTAN, 1, null, []);
    const submitted = anEvent(XIANGTAN, 2, collected, []);
    const received = anEvent(CHANGSHA, 1, null, [submitted]);
    whole = {
      kind: 'tongban-evidence',
      v: 1,
      caseNo,
      complete: true,
      exportedBy: XIANGTAN,
      exportedAt: '2026-11-20T02:00:00.000Z',
      ...federation.directoryFile,
      events: [collected, submitted, received],
    };
  });

  it('says that an event which nobody has sealed yet proves nothing', async () => {
    const { lines, firstBroken } = await verified(whole, fingerprint);
    expect(lines.find(({ text }) => text.startsWith('封印'))).toEqual({ ok: false, text: '封印 0 个：3 项不符' });
    expect(firstBroken).toContain('湘潭市 第 1 号事件');
  });

  it('finds the beginning of a city left out', async () => {
    expect(await missingLine(whole)).toBe('完整，没有缺开头或中间的事件');
    expect(await missingLine(without(XIANGTAN, 1))).toBe('不完整：湘潭市第 1 号事件缺失');
  });

  it('finds a whole city left out whose events another city had seen', async () => {
    const alone = { ...whole, events: whole.events.slice(2) };
    expect(await missingLine(alone)).toBe('不完整：湘潭市第 2 号事件缺失，而长沙市写下时看到过它');
  });

  it('expects no more from a city that joined later than what it was given', async () => {
    const file = { ...without(XIANGTAN, 1), exportedBy: '430200' };
    expect(await missingLine(file)).toBe('出具城市中途加入，只含它收到的事件');
  });

  it('takes an empty file for no proof', async () => {
    expect((await verified({ ...whole, events: [] }, fingerprint)).firstBroken).toBe('证据包里没有事件');
  });

  it('believes no federation but the one whose fingerprint is known', async () => {
    const other = createHash('sha256').update('another').digest('hex');
    expect((await verified(whole, other)).firstBroken).toContain('（directory_invalid）');
  });

  it('names the event in which two cities differ', () => {
    expect(firstDifference(whole, whole)).toBeNull();
    expect(firstDifference(whole, without(CHANGSHA, 1))).toBe('长沙市第 1 号事件只在一方');
    expect(firstDifference(without(CHANGSHA, 1), whole)).toBe('长沙市第 1 号事件只在一方');
    expect(firstDifference(whole, tamperedAndHashed())).toBe('湘潭市第 2 号事件两市不同');
  });

  it('can be shown on a copy in which one byte was changed', () => {
    const { copy, author, seq } = tamperedCopy(whole);
    const [before, after] = [whole, copy].map(
      ({ events }) => events.find((event) => event.author === author && event.seq === seq)?.payload,
    );
    expect(after).toHaveLength(before?.length ?? -1);
    expect([...(after ?? '')].filter((one, at) => one !== before?.[at])).toEqual(['2']);
  });
});

function tamperedAndHashed(): EvidenceFile {
  const { copy } = tamperedCopy(whole);
  return {
    ...copy,
    events: copy.events.map((event) => ({ ...event, hash: eventHash(event.payload).toString('hex') })),
  };
}
