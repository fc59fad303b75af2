import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ContestantSpec, FromContestant, ToContestant } from './contestant-process.js';
import type { Load, LoadResult, WindowListener } from './load.js';

const program = fileURLToPath(new URL('./contestant-process.js', import.meta.url));

/** A contestant that runs in a process of its own. */
export class ContestantProcess {
  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts it and waits until it can carry cases; throws its own words where it cannot. */
  static async start(name: string, spec: ContestantSpec): Promise<ContestantProcess> {
    const child = fork(program, [], { execArgv: ['--disable-warning=ExperimentalWarning'], serialization: 'json' });
    const started = new ContestantProcess(name, child);
    try {
      await started.order({ order: 'start', spec }, 'ready');
    } catch (error) {
      child.kill();
      throw error;
    }
    return started;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Puts one load on it; `listener` is awaited at both ends of the window, while the load goes on. */
  async run(load: Load, listener: WindowListener): Promise<LoadResult> {
    const told = await this.order({ order: 'load', load }, 'result', listener);
    if (told.told !== 'result') throw new Error(`${this.name}: no result`);
    return told.result;
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.tell({ order: 'close' });
    await ended;
  }

  private tell(message: ToContestant): void {
    this.child.send(message);
  }

  private order(
    message: ToContestant,
    until: FromContestant['told'],
    listener?: WindowListener,
  ): Promise<FromContestant> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.child.off('message', heard);
        this.child.off('exit', gone);
      };
      const gone = (): void => {
        end();
        reject(new Error(`${this.name}: its process ended`));
      };
      const heard = (from: FromContestant): void => {
        if (from.told === 'begins' || from.told === 'ends') {
          Promise.resolve(listener?.[from.told]()).then(() => this.tell({ order: 'go' }), reject);
          return;
        }
        end();
        if (from.told === 'failed') reject(new Error(`${this.name}: ${from.reason}`));
        else if (from.told === until) resolve(from);
        else reject(new Error(`${this.name}: told ${from.told} where ${until} was due`));
      };
      this.child.on('message', heard);
      this.child.on('exit', gone);
      this.tell(message);
    });
  }
}
