import { LocalSetupError } from './local-folder.js';
import type { KeptState } from './kept-child.js';
import type { RunRecord } from './run-record.js';

/** Longer than a node may take to come up. */
const doneWithinMs = 120_000;

/** Takes a city's node down through the running supervisor, and brings it back; calls are carried out one by one. */
export class Outage {
  private down = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly control: NonNullable<RunRecord['control']>,
    readonly city: string,
  ) {}

  /** True from the moment the stop is asked for until the node is ready again. */
  get isDown(): boolean {
    return this.down;
  }

  /** Whether the node runs now. */
  async runs(): Promise<boolean> {
    const { nodes } = (await this.ask('GET', 'status')) as { nodes: Record<string, KeptState> };
    return nodes[this.city]?.state === 'running';
  }

  /** Stops the node in order and returns when it has ended. */
  begin(): Promise<void> {
    this.down = true;
    return this.inTurn(async () => void (await this.ask('POST', `nodes/${this.city}/stop`)));
  }

  /** Starts a node that somebody else stopped. */
  revive(): Promise<void> {
    this.down = true;
    return this.end();
  }

  /** Starts the node and returns when it is ready; does nothing where it was never stopped. May be called twice. */
  end(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.down) return;
      await this.ask('POST', `nodes/${this.city}/start`);
      this.down = false;
    });
  }

  /** A start that overtakes its stop would be undone by it. */
  private inTurn(step: () => Promise<void>): Promise<void> {
    const mine = this.last.then(step, step);
    this.last = mine;
    return mine;
  }

  private async ask(method: string, path: string): Promise<unknown> {
    const answer = await fetch(`${this.control.url}/${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.control.token}` },
      signal: AbortSignal.timeout(doneWithinMs),
    }).catch((cause: unknown) => {
      throw new LocalSetupError('运行中的 npm start 没有应答，它可能已经停止', { cause });
    });
    const body = (await answer.json()) as { error?: string; detail?: string };
    if (!answer.ok) throw new LocalSetupError(`${path}: ${body.detail ?? body.error ?? answer.status}`);
    return body;
  }
}
