import { ServerNats } from '@nestjs/microservices';
import type { Msg, MsgCallback, NatsConnection, Subscription } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import { COMMANDS, subjects, type CommandRule } from '#contracts';

/** All replicas share one queue group: each command comes to one of them. */
const QUEUE = 'node';

/** Acts of people: what states facts, and what looks at the locked case as those do. */
const isAct = (rule: CommandRule): boolean => rule.onCase || rule.name === COMMANDS.collectCase.name;
const ACTS = Object.values(COMMANDS).filter(isAct);

/**
 * Nest's NATS server with every message pattern put under the city's own command subject, so that controllers name
 * commands and the city comes from the configuration. Every replica answers questions; acts only while it takes them.
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
    this.takeActs(this.takesActs);
  }

  /** Begins or ceases to take acts; those that were on their way here are still carried out. */
  takeActs(takes: boolean): void {
    this.takesActs = takes;
    const { connection } = this;
    if (!connection || connection.isClosed()) return;
    if (!takes) this.leave(this.acts);
    else if (this.acts.length === 0) {
      for (const subject of this.actSubjects) this.acts.push(this.hear(connection, subject));
    }
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
