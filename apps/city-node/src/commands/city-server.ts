import { NatsContext, ServerNats, type MessageHandler } from '@nestjs/microservices';
import type { Msg, MsgCallback, NatsConnection, Subscription } from '@nats-io/transport-node';
import { isObservable } from 'rxjs';
import type { Logger } from 'pino';
import { COMMANDS, subjects, type CommandRule } from '#contracts';
import { jsonBytes, mark } from '#runtime';

/** All replicas share one queue group: each command comes to one of them. */
const QUEUE = 'node';

/** Acts of people: what states facts, and what looks at the locked case as those do. */
const ACTING: ReadonlySet<string> = new Set(
  [
    COMMANDS.collectCase,
    COMMANDS.collectJointCase,
    COMMANDS.acceptBatch,
    COMMANDS.startInspections,
    COMMANDS.inspectBatch,
    COMMANDS.issueBatch,
  ].map(({ name }) => name),
);
const isAct = (rule: CommandRule): boolean => rule.onCase || ACTING.has(rule.name);
const ACTS = Object.values(COMMANDS).filter(isAct);

/** Nest's framing of a request; without an id nobody waits for an answer. */
interface RequestFrame {
  readonly id?: unknown;
  readonly data?: unknown;
}

/**
 * Nest's NATS server with every message pattern put under the city's own command subject, so that controllers name
 * commands and the city comes from the configuration. Every replica answers questions; acts only while it takes them.
 *
 * A request whose handler gives one value is answered here, in Nest's framing and through Nest's handler: the streams,
 * hooks and queues that Nest puts around it for many values cost more than reading the command. All else goes its way.
 */
export class CityServer extends ServerNats {
  private readonly actSubjects: ReadonlySet<string>;
  private connection: NatsConnection | undefined;
  private readonly questions: Subscription[] = [];
  private readonly acts: Subscription[] = [];
  private takesActs = false;

  constructor(
    private readonly city: string,
    options: ConstructorParameters<typeof ServerNats>[0],
    private readonly log: Logger,
  ) {
    super(options);
    this.actSubjects = new Set(ACTS.map(({ name }) => subjects.command(city, name)));
  }

  override addHandler(...[pattern, ...rest]: Parameters<ServerNats['addHandler']>): void {
    super.addHandler(subjects.command(this.city, String(pattern)), ...rest);
  }

  override bindEvents(connection: NatsConnection): void {
    this.connection = connection;
    for (const subject of this.messageHandlers.keys()) {
      if (!this.actSubjects.has(subject)) this.questions.push(this.hear(connection, subject));
    }
    void this.takeActs(this.takesActs);
  }

  /**
   * Begins or ceases to take acts; those that were on their way here are still carried out. Resolves when the nats-server
   * knows of it.
   */
  async takeActs(takes: boolean): Promise<void> {
    this.takesActs = takes;
    const { connection } = this;
    if (!connection || connection.isClosed()) return;
    if (!takes) this.leave(this.acts);
    else if (this.acts.length === 0) {
      for (const subject of this.actSubjects) this.acts.push(this.hear(connection, subject));
      await connection.flush().catch((error: unknown) => {
        this.log.warn({ err: error }, 'connection ended before acts could be taken');
      });
    }
  }

  override async handleMessage(channel: string, message: Msg): Promise<unknown> {
    mark('command.arrived');
    const handler = this.messageHandlers.get(channel);
    const frame = handler && message.reply ? frameOf(message) : null;
    if (!handler || !frame || frame.id === undefined || handler.isEventHandler) {
      return super.handleMessage(channel, message);
    }
    const context = new NatsContext([message.subject, message.headers]);
    const answer: unknown = await (handler as MessageHandler<unknown, NatsContext>)(frame.data, context);
    if (isObservable(answer)) {
      const publish = this.getPublisher(message, frame.id as string, context);
      return this.handleRequest(context, () => Promise.resolve(answer), publish);
    }
    mark('command.answered');
    message.respond(jsonBytes({ response: answer, isDisposed: true, id: frame.id }));
    return undefined;
  }

  override async close(): Promise<void> {
    this.leave(this.questions);
    this.leave(this.acts);
    // Leaves time for what was on its way.
    await super.close();
  }

  private hear(connection: NatsConnection, subject: string): Subscription {
    const callback = this.getMessageHandler(subject) as MsgCallback<Msg>;
    return connection.subscribe(subject, { queue: QUEUE, callback });
  }

  /** Not simply unsubscribed: what the server had handed out already would be lost. */
  private leave(subscriptions: Subscription[]): void {
    for (const subscription of subscriptions.splice(0)) {
      subscription.drain().catch((error: unknown) => this.log.warn({ err: error }, 'a subscription cannot be drained'));
    }
  }
}

/** The message as Nest's frame, or null where it is none. */
function frameOf(message: Msg): RequestFrame | null {
  const frame = message.json<RequestFrame | null>();
  return typeof frame === 'object' ? frame : null;
}
