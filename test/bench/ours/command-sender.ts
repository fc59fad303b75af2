import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { COMMANDS, GATEWAY_INBOX_PREFIX, subjects, type CommandKey, type SessionView } from '#contracts';
import type { NatsAddress } from '../../../deploy/local/city-settings.js';

const answerWithinMs = 60_000;

/** Sends commands to one city's node as the gateway does. */
export class CommandSender {
  private token: string | null = null;

  private constructor(
    readonly city: string,
    readonly nats: NatsConnection,
  ) {}

  /** Connects as the city's gateway and signs a person of the sample data in. */
  static async signedIn(city: string, address: NatsAddress, username: string): Promise<CommandSender> {
    const nats = await connect({
      servers: address.url,
      user: address.user,
      pass: address.password,
      inboxPrefix: GATEWAY_INBOX_PREFIX,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 100,
    });
    const sender = new CommandSender(city, nats);
    const body = { username, password: `Sample-${username}-${city}` };
    let answer: string;
    try {
      answer = await sender.send('signIn', JSON.stringify(body), { creates: false }).catch(async () => {
        // A node may be ready a moment before the people of its sample data are there.
        await pause(2_000);
        return sender.send('signIn', JSON.stringify(body), { creates: false });
      });
    } catch (error) {
      // Left open it would keep its process from ending.
      await nats.close();
      throw error;
    }
    sender.token = (JSON.parse(answer) as { response: { result: SessionView } }).response.result.token;
    return sender;
  }

  /** The answer as text; throws where it is a refusal. `body` is JSON. */
  async send(key: CommandKey, body: string, how: { creates: boolean; ifMatch?: string }): Promise<string> {
    const subject = subjects.command(this.city, COMMANDS[key].name);
    const commandId = how.creates ? `"${randomUUID()}"` : 'null';
    const ifMatch = how.ifMatch === undefined ? 'null' : `"${how.ifMatch}"`;
    // Nest's framing over NATS, put together as text: the driver must not take the processor from those it drives.
    const frame =
      `{"pattern":"${subject}","data":{"token":${JSON.stringify(this.token)},"commandId":${commandId},` +
      `"ifMatch":${ifMatch},"requestId":"bench","body":${body}},"id":"b"}`;
    const answer = (await this.nats.request(subject, frame, { timeout: answerWithinMs })).string();
    if (!answer.includes('"ok":true')) throw new Error(`${key} at ${this.city}: ${answer.slice(0, 300)}`);
    return answer;
  }

  close(): Promise<void> {
    return this.nats.close();
  }
}
