import { randomUUID } from 'node:crypto';
import { sha256, subjects } from '#contracts';
import { CHANGSHA, ZHUZHOU } from '../support/three-cities.js';
import type { WrittenEvent } from '../support/rogue-city.js';
import { until } from '../support/until.js';
import { mutatedBatch } from './batch-mutations.js';
import { batchKeys, writeBatch } from './batch-writer.js';
import type { NodeStand } from './node-stand.js';
import { Random } from './random.js';
import { writeSigned } from './signed-writer.js';
import type { Tally } from './tally.js';
import { changedValue } from './value-mutations.js';

const IN_A_ROUND = 30;
const SEND_AGAIN_MS = 3000;
const MAX_MESSAGE_BYTES = 1_000_000;

/** The next events of two cases, whole and right. */
function genuineEvents({ cases }: NodeStand): WrittenEvent[] {
  const [one, two] = [cases.newCase(), cases.newCase()];
  return [cases.collected(one), cases.submitted(one.lane), cases.collected(two)];
}

/** Sends a batch that opens, waits until it is receipted, and goes on from where it ends. */
async function sendOn(stand: NodeStand, bytes: Uint8Array): Promise<void> {
  const opened = await stand.opened(bytes);
  if (!opened) throw new Error('a batch that has to open does not');
  for (const hash of opened.hashes) stand.authored.add(hash);
  let again = 0;
  await until(
    `${opened.last} is applied`,
    async () => {
      // As a real sender does: on a busy machine the node may lose its lease with the batch in its hands.
      if (Date.now() > again) await stand.post(bytes);
      if (Date.now() > again) again = Date.now() + SEND_AGAIN_MS;
      return (await stand.rogue.applied()) >= opened.last;
    },
    60_000,
  );
  stand.rogue.head = Buffer.from(opened.head, 'hex');
  stand.rogue.sent = opened.last;
  stand.rogue.forgetReceipts();
}

/** A bunch of mutants of the next batch that have to be refused, receipts and questions among them; then that batch. */
export async function refusedRound(stand: NodeStand, seed: string, round: number, tally: Tally): Promise<void> {
  const random = new Random(seed, 'node', round);
  const plan = stand.planOf(genuineEvents(stand));
  const honest = writeBatch(random, plan, batchKeys(stand.ring), (_layer, value) => value);
  for (let i = 0; i < IN_A_ROUND; i += 1) {
    const { bytes, layer } = mutatedBatch(random, stand.ring, plan, () => plan);
    // What is larger than the server takes never gets to a node.
    if (bytes.length > MAX_MESSAGE_BYTES || (await stand.opened(bytes))) continue;
    await stand.post(bytes);
    tally.count(`inbox: ${layer}`, 'sent');
    if (i % 3 === 0) spoiltReceipt(stand, random, tally);
    if (i % 3 === 1) spoiltQuestion(stand, random, tally);
  }
  await stand.receiver.receipt();
  await sendOn(stand, honest);
}

function spoiltReceipt({ rogue, receiver, ring }: NodeStand, random: Random, tally: Tally): void {
  const value = (): object => ({
    v: 1,
    from: ZHUZHOU,
    to: CHANGSHA,
    state: 'ok',
    upTo: receiver.upTo,
    head: receiver.head.toString('hex'),
    outcomesTo: 0,
    outcomes: [],
    at: new Date().toISOString(),
  });
  const words = { typ: 'tongban-receipt+jws', value, key: ring.key(ZHUZHOU, 'sign') };
  const { bytes, layer } = writeSigned(random, ring, words);
  // What 株洲 itself says wrongly of its own link hurts that link alone; it is said by its own key only on purpose.
  if (layer === 'value') return;
  receiver.sendRaw(bytes);
  tally.count(`receipt: ${layer}`, 'sent');
  rogue.forgetReceipts();
}

function spoiltQuestion({ rogue, ring }: NodeStand, random: Random, tally: Tally): void {
  const question = random.pick([
    'link.status',
    'link.heads',
    'item.precheck',
    'case.head',
    'directory.since',
    'supervision.figures',
    'supervision.cases',
  ]);
  const bodies: Record<string, object> = {
    'link.status': { sentTo: 1, settledTo: 0, outcomesTo: 0, directory: 1 },
    'link.heads': { numbers: [0, 1, 2, 9_999_999] },
    'item.precheck': {
      itemCode: 'CS-YB-001',
      itemVersion: 1,
      mode: 'PROXY_COLLECT',
      applicantType: 'NATURAL',
      byAgent: false,
      materials: ['M01'],
    },
    'case.head': { lane: `catalogue/${CHANGSHA}` },
    'directory.since': { number: 0 },
    'supervision.figures': { from: '2026-01-01', to: '2026-12-31', by: 'pair' },
    'supervision.cases': { state: 'OPEN' },
  };
  const value = (): object => ({
    v: 1,
    question,
    from: ZHUZHOU,
    to: CHANGSHA,
    nonce: random.bytes(16).toString('base64url'),
    at: new Date().toISOString(),
    body: bodies[question],
  });
  const { bytes, layer } = writeSigned(random, ring, {
    typ: 'tongban-question+jws',
    value,
    key: ring.key(ZHUZHOU, 'sign'),
    sealed: { typ: 'tongban-question+jwe', to: ring.key(CHANGSHA, 'seal') },
  });
  const reply = `${rogue.cities.nats.node(ZHUZHOU).inboxPrefix}.${randomUUID()}`;
  rogue.nc.publish(subjects.ask(CHANGSHA, ZHUZHOU, question), bytes, { reply });
  tally.count(`question: ${layer}`, 'sent');
}

/** Events that 株洲 seals itself and that say odd things: each is judged, none does what it may not. */
export async function oddEventsRound(stand: NodeStand, seed: string, round: number, tally: Tally): Promise<void> {
  const random = new Random(seed, 'node events', round);
  const events = Array.from({ length: 4 }, () => genuineEvents(stand))
    .flat()
    .map((event) => {
      tally.count('event', 'sent');
      return random.pick<() => WrittenEvent>([
        () => event,
        () => withOddData(random, event),
        () => ({ ...event, payload: changedValue(random, event.payload) }),
      ])();
    });
  const bytes = writeBatch(random, stand.planOf(events), batchKeys(stand.ring), (_layer, value) => value);
  if (await stand.opened(bytes)) return sendOn(stand, bytes);
  // A time far ahead, or more than fits: nothing of it may be applied, and the link goes on with what comes next.
  if (bytes.length <= MAX_MESSAGE_BYTES) await stand.post(bytes);
  tally.count('events: none may be applied', 'sent');
}

/** The data says something else, and its hash fits. */
function withOddData(random: Random, event: WrittenEvent): WrittenEvent {
  const dataText = JSON.stringify(changedValue(random, JSON.parse(event.dataText) as object));
  return { ...event, dataText, payload: { ...event.payload, dataHash: sha256(dataText).toString('hex') } };
}
