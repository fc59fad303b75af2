import { describeDeath, type Child, type Death } from './child.js';

/** What the control server tells about one program. */
export interface KeptState {
  readonly state: 'running' | 'stopped' | 'restarting';
  readonly pid?: number;
  readonly restarts: number;
}

const firstDelayMs = 500;
const longestDelayMs = 15_000;
// Who ran this long did not die of what stopped it before: the next delay starts small again.
const healthyAfterMs = 60_000;

/** A program that is started again when it dies by itself, ever more slowly, until somebody stops it on purpose. */
export class KeptChild {
  private wanted = false;
  private restarts = 0;
  private delayMs = firstDelayMs;
  private startedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly child: Child,
    private readonly say: (line: string) => void,
    /** Told after each start and end, so that others can note the process id. */
    private readonly changed: () => void,
  ) {
    child.onDeath = (death) => this.died(death);
  }

  get state(): KeptState {
    const { pid } = this.child;
    if (!this.wanted) return { state: 'stopped', restarts: this.restarts };
    return { state: this.timer || pid === undefined ? 'restarting' : 'running', pid, restarts: this.restarts };
  }

  /** Starts it and waits until ready; throws LocalSetupError when it does not come up, and leaves it stopped then. */
  async start(): Promise<void> {
    this.wanted = true;
    this.forgetTimer();
    try {
      const starting = this.child.start();
      this.changed();
      await starting;
      this.startedAt = Date.now();
    } catch (error) {
      this.wanted = false;
      throw error;
    } finally {
      this.changed();
    }
  }

  /** Takes charge of a program that somebody else has started already. */
  adopt(): void {
    this.wanted = true;
    this.startedAt = Date.now();
    this.changed();
  }

  /** Stops it in order; it stays down until `start`. */
  async stop(): Promise<void> {
    this.wanted = false;
    this.forgetTimer();
    await this.child.stop();
    this.changed();
  }

  /** Ends it as a crash would; unlike after a crash it stays down until `start`. */
  async kill(): Promise<void> {
    this.wanted = false;
    this.forgetTimer();
    await this.child.kill();
    this.changed();
  }

  private died(death: Death): void {
    this.changed();
    if (!this.wanted) return;
    if (Date.now() - this.startedAt > healthyAfterMs) this.delayMs = firstDelayMs;
    const { name, logFile } = this.child.spec;
    // A signal came from outside: what the program said before it had no part in that.
    const why = [describeDeath(death), death.signal ? '' : this.child.lastWords()].filter(Boolean).join('，');
    this.say(`${name} 意外退出（${why}），${this.delayMs / 1000} 秒后重启，日志 ${logFile}`);
    this.restartLater();
  }

  private restartLater(): void {
    this.timer = setTimeout(() => void this.restart(), this.delayMs);
    this.delayMs = Math.min(this.delayMs * 2, longestDelayMs);
  }

  private async restart(): Promise<void> {
    this.timer = undefined;
    this.restarts += 1;
    try {
      await this.child.start();
      this.startedAt = Date.now();
      this.say(`${this.child.spec.name} 已重新就绪`);
    } catch (error) {
      // Stopped on purpose while it was coming up: no failure.
      if (!this.wanted) return;
      this.say(`${error instanceof Error ? error.message : String(error)}，${this.delayMs / 1000} 秒后再试`);
      this.restartLater();
    }
    this.changed();
  }

  private forgetTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
