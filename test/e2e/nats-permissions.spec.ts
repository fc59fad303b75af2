import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream, jetstreamManager, StorageType } from '@nats-io/jetstream';
import { connect, PermissionViolationError, type NatsConnection } from '@nats-io/transport-node';
import { startTestNats, type NatsSignIn, type TestNats } from '../support/nats.js';

const changsha = '430100';
const zhuzhou = '430200';
const xiangtan = '430300';
const cities = [changsha, zhuzhou, xiangtan];

let nats: TestNats;
const open: NatsConnection[] = [];

async function signIn(as: NatsSignIn): Promise<NatsConnection> {
  const connection = await connect({ ...as, reconnect: false });
  open.push(connection);
  return connection;
}

/** The city's INBOX stream as its node makes it: one subject per partner, in the city's own domain. */
async function makeInbox(city: string): Promise<void> {
  const manager = await jetstreamManager(await signIn(nats.node(city)));
  await manager.streams.add({
    name: 'INBOX',
    subjects: cities.filter((partner) => partner !== city).map((partner) => `tongban.v1.link.${city}.${partner}`),
    storage: StorageType.Memory,
  });
}

/** Messages the city's INBOX stream holds, seen from inside the city. */
async function inboxCount(city: string): Promise<number> {
  const manager = await jetstreamManager(await signIn(nats.node(city)));
  return (await manager.streams.info('INBOX')).state.messages;
}

/** Why the server refused, or 'accepted': violations arrive beside the call, so the connection's own word is awaited. */
async function publishing(as: NatsSignIn, subject: string): Promise<string> {
  const connection = await signIn(as);
  const refused = firstError(connection);
  connection.publish(subject, 'x');
  return Promise.race([refused, connection.flush().then(() => afterRoundTrip(connection))]);
}

async function subscribing(as: NatsSignIn, subject: string): Promise<string> {
  const connection = await signIn(as);
  const subscription = connection.subscribe(subject, { callback: () => undefined });
  const refused = firstError(connection);
  return Promise.race([
    refused,
    connection.flush().then(() => (subscription.isClosed() ? 'refused' : afterRoundTrip(connection))),
  ]);
}

/** The server answers in order: a second round trip ends after the word about the call before it has been handled. */
async function afterRoundTrip(connection: NatsConnection): Promise<string> {
  await connection.flush();
  await new Promise((resolve) => setImmediate(resolve));
  return 'accepted';
}

async function firstError(connection: NatsConnection): Promise<string> {
  for await (const status of connection.status()) {
    if (status.type === 'error' && status.error instanceof PermissionViolationError) return 'refused';
  }
  return 'closed';
}

/** False for "nobody there"; any other error is thrown. The client does not export this error's class, only its name. */
function isUnreachable(error: Error): boolean {
  if (error.name !== 'JetStreamNotEnabled') throw error;
  return false;
}

async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within 15 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeAll(async () => {
  nats = await startTestNats(cities);
  for (const city of cities) await makeInbox(city);
});

afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()));
  await nats.remove();
});

describe('what a city may say and hear on the wire', () => {
  it("a sealed batch reaches the partner's inbox and the partner's server acknowledges it", async () => {
    const sender = jetstream(await signIn(nats.node(changsha)));
    const ack = await sender.publish(`tongban.v1.link.${zhuzhou}.${changsha}`, 'sealed', { msgID: '1-1-1' });
    expect(ack).toMatchObject({ stream: 'INBOX', domain: zhuzhou, seq: 1, duplicate: false });
    expect(await inboxCount(zhuzhou)).toBe(1);
    expect(await inboxCount(xiangtan)).toBe(0);
  });

  it('the same batch sent twice is stored once', async () => {
    const sender = jetstream(await signIn(nats.node(xiangtan)));
    const subject = `tongban.v1.link.${zhuzhou}.${xiangtan}`;
    const before = await inboxCount(zhuzhou);
    await sender.publish(subject, 'sealed', { msgID: '7-9-1' });
    expect(await sender.publish(subject, 'sealed', { msgID: '7-9-1' })).toMatchObject({ duplicate: true });
    expect(await inboxCount(zhuzhou)).toBe(before + 1);
  });

  it('a question is answered across the cities', async () => {
    const partner = await signIn(nats.node(zhuzhou));
    partner.subscribe(`tongban.v1.ask.${zhuzhou}.${changsha}.case-head`, {
      callback: (_, question) => void question.respond('answer'),
    });
    await partner.flush();
    const asking = await signIn(nats.node(changsha));
    const answer = await asking.request(`tongban.v1.ask.${zhuzhou}.${changsha}.case-head`, 'q', { timeout: 5_000 });
    expect(answer.string()).toBe('answer');
  });

  it("the gateway's command is answered by its own city's node", async () => {
    const node = await signIn(nats.node(changsha));
    node.subscribe(`tongban.v1.city.${changsha}.>`, { callback: (_, command) => void command.respond('done') });
    await node.flush();
    const gateway = await signIn(nats.gateway(changsha));
    const answer = await gateway.request(`tongban.v1.city.${changsha}.case.accept`, 'c', { timeout: 5_000 });
    expect(answer.string()).toBe('done');
  });

  it.each([
    ['a batch in the name of another city', `tongban.v1.link.${zhuzhou}.${xiangtan}`],
    ['a receipt in the name of another city', `tongban.v1.receipt.${zhuzhou}.${xiangtan}`],
    ['a question in the name of another city', `tongban.v1.ask.${zhuzhou}.${xiangtan}.case-head`],
    ["a command to another city's node", `tongban.v1.city.${zhuzhou}.case.accept`],
    ['a command to its own node, which is for the gateway to give', `tongban.v1.city.${changsha}.case.accept`],
    ["a delete of another domain's stream", `$JS.${zhuzhou}.API.STREAM.DELETE.INBOX`],
  ])('a city cannot send %s', async (_, subject) => {
    expect(await publishing(nats.node(changsha), subject)).toBe('refused');
  });

  it.each([
    ["a partner's links", `tongban.v1.link.${zhuzhou}.>`],
    ['all links', 'tongban.v1.link.>'],
    ["a partner's receipts", `tongban.v1.receipt.${zhuzhou}.>`],
    ["a partner's answers", `_INBOX.${zhuzhou}.>`],
    ["the gateway's answers", '_INBOX.gateway.>'],
    ['everything', '>'],
  ])('a city cannot listen to %s', async (_, subject) => {
    expect(await subscribing(nats.node(changsha), subject)).toBe('refused');
  });

  it.each([
    ['send a batch', () => publishing(nats.gateway(changsha), `tongban.v1.link.${zhuzhou}.${changsha}`)],
    ["use the city's JetStream", () => publishing(nats.gateway(changsha), '$JS.API.STREAM.DELETE.INBOX')],
    ['listen to batches', () => subscribing(nats.gateway(changsha), `tongban.v1.link.${changsha}.>`)],
  ])('the gateway cannot %s', async (_, attempt) => {
    expect(await attempt()).toBe('refused');
  });

  it('what a city and the gateway need is accepted, so that a refusal above means something', async () => {
    expect(await publishing(nats.node(changsha), `tongban.v1.receipt.${zhuzhou}.${changsha}`)).toBe('accepted');
    expect(await publishing(nats.node(changsha), `tongban.v1.live.${changsha}.case`)).toBe('accepted');
    expect(await subscribing(nats.node(changsha), `tongban.v1.receipt.${changsha}.${zhuzhou}`)).toBe('accepted');
    expect(await subscribing(nats.gateway(changsha), `tongban.v1.live.${changsha}.>`)).toBe('accepted');
  });
});

describe('a city that lifts the rules at its own server meets the same rules at the hub', () => {
  let rogue: NatsConnection;

  beforeAll(async () => {
    const server = await nats.startLawlessLeaf(changsha);
    rogue = await signIn({ servers: server.url, user: '', pass: '', inboxPrefix: `_INBOX.${changsha}` });
    await eventually('the rogue link to the hub', () => server.linked());
  });

  /** Sends under the city's own name and waits until it has arrived: all sent before on this connection has too. */
  async function arriveAt(city: string): Promise<void> {
    const subject = `tongban.v1.link.${city}.${changsha}`;
    await eventually(`the link to ${city}`, () =>
      jetstream(rogue)
        .publish(subject, 'own name', { timeout: 2_000 })
        .then(() => true, isUnreachable),
    );
  }

  it('its batches in the name of another city never arrive, those in its own do', async () => {
    await arriveAt(zhuzhou);
    const before = await inboxCount(zhuzhou);
    rogue.publish(`tongban.v1.link.${zhuzhou}.${xiangtan}`, 'forged');
    await arriveAt(zhuzhou);
    expect(await inboxCount(zhuzhou)).toBe(before + 1);
  });

  it("it cannot delete a partner's stream", async () => {
    rogue.publish(`$JS.${zhuzhou}.API.STREAM.DELETE.INBOX`);
    await arriveAt(zhuzhou);
    expect(await inboxCount(zhuzhou)).toBeGreaterThan(0);
  });

  it("it hears nothing of a partner's links, receipts and answers", async () => {
    const own = `tongban.v1.receipt.${changsha}.${xiangtan}`;
    const others = [
      `tongban.v1.link.${zhuzhou}.${xiangtan}`,
      `tongban.v1.receipt.${zhuzhou}.${xiangtan}`,
      `_INBOX.${zhuzhou}.1`,
    ];
    const heard: string[] = [];
    // Also by wildcard, which covers what it may hear: the hub must not pass on more for that.
    for (const subject of [...others, own, 'tongban.v1.>', '_INBOX.>']) {
      rogue.subscribe(subject, { callback: (_, message) => void heard.push(message.subject) });
    }
    await rogue.flush();
    const other = await signIn(nats.node(xiangtan));
    // Its own subject comes last: once that is heard, the others would have been, on the same connections.
    await eventually('what is addressed to the rogue itself', async () => {
      for (const subject of [...others, own]) other.publish(subject, 'for one city');
      await other.flush();
      return heard.length > 0;
    });
    expect([...new Set(heard)]).toEqual([own]);
  });
});

describe('a partner that is down', () => {
  it('is noticed at once and reached again with the same message id', async () => {
    const sender = jetstream(await signIn(nats.node(changsha)));
    const subject = `tongban.v1.link.${xiangtan}.${changsha}`;
    await nats.leaf(xiangtan).stop();
    const startedAt = performance.now();
    await expect(sender.publish(subject, 'sealed', { msgID: '1-1-1', timeout: 5_000 })).rejects.toMatchObject({
      name: 'JetStreamNotEnabled',
    });
    expect(performance.now() - startedAt).toBeLessThan(1_000);

    await nats.leaf(xiangtan).start();
    await makeInbox(xiangtan);
    await eventually('the partner', () =>
      sender.publish(subject, 'sealed', { msgID: '1-1-1', timeout: 2_000 }).then(() => true, isUnreachable),
    );
    expect(await inboxCount(xiangtan)).toBe(1);
  });
});
