import { LocalSetupError } from './local-folder.js';

/** Thrown into a start that is going on when somebody asks to stop. */
export class StopRequested extends LocalSetupError {}

interface Step {
  readonly name: string;
  readonly stop: () => Promise<void> | void;
  readonly abort?: () => void;
}

// npm hands a Ctrl-C on to a program that the terminal has sent it to already: the second one is not a person's.
const sameKeyPressMs = 1_000;

/** Ends what was started in the opposite order, once; a second Ctrl-C ends the rest at once. */
export class Shutdown {
  private readonly steps: Step[] = [];
  private stoppingSince: number | undefined;
  private whole: Promise<void> | undefined;

  constructor(private readonly say: (line: string) => void) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.asked());
    // A fault here must not leave databases and servers running that nobody knows of any more.
    process.on('uncaughtException', (error) => this.failed(error));
  }

  get stopping(): boolean {
    return this.stoppingSince !== undefined;
  }

  /** Notes how to end something, before it is started; throws StopRequested when stopping has begun. */
  add(step: Step): void {
    if (this.stopping) throw new StopRequested('stopping');
    this.steps.unshift(step);
  }

  /** Ends everything noted, each step after the one before; a step that fails is told and does not hold up the rest. */
  stopAll(): Promise<void> {
    this.stoppingSince ??= Date.now();
    this.whole ??= this.runSteps();
    return this.whole;
  }

  private async runSteps(): Promise<void> {
    for (const { name, stop } of this.steps) {
      try {
        await stop();
      } catch (error) {
        this.say(`停止 ${name} 时出错: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private failed(error: Error): void {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    void this.stopAll().then(() => process.exit(1));
  }

  private asked(): void {
    if (this.stoppingSince === undefined) {
      this.say('正在停止，稍候… Stopping… (再按一次 Ctrl-C 立即结束)');
      void this.stopAll().then(() => {
        this.say('已全部停止 Stopped');
        process.exit(0);
      });
    } else if (Date.now() - this.stoppingSince > sameKeyPressMs) {
      for (const { abort } of this.steps) abort?.();
      this.say('已立即结束 Killed');
      process.exit(1);
    }
  }
}
