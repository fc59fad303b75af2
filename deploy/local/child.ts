import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lastWords } from './last-words.js';
import { LocalSetupError, madeDir } from './local-folder.js';

/** One program to run beside this one. */
export interface ChildSpec {
  /** What people call it, in lines on the screen. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Its output is appended here; its last words explain a failed start. */
  readonly logFile: string;
  /** Settles once it can be used; asked with the process id, again after every start. */
  readonly ready: (pid: number) => Promise<boolean>;
  readonly readyWithinMs: number;
  /** False leaves it in this program's process group, so that it ends with it at a Ctrl-C. */
  readonly ownGroup?: boolean;
  readonly stopSignal?: NodeJS.Signals;
  /** After this long a stop becomes a kill. */
  readonly stopWithinMs: number;
}

/** How a child ended without being told to. */
export type Death = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

const rotateAboveBytes = 20 * 1024 * 1024;
const pollMs = 50;

/** Runs one program at a time from a spec: start, orderly stop, kill, and word of an end nobody asked for. */
export class Child {
  /** Told when the program ends by itself after it was ready; not after `stop` or `kill`. */
  onDeath: ((death: Death) => void) | undefined;
  private process: ChildProcess | undefined;
  private ended: Promise<Death> = Promise.resolve({ code: 0, signal: null });
  private expected = true;
  private logFrom = 0;

  constructor(readonly spec: ChildSpec) {}

  /** Process id while it runs. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Starts and waits until ready; throws LocalSetupError with its last words when that does not come. */
  async start(): Promise<void> {
    if (this.process) return;
    const { spec } = this;
    const log = openLog(spec.logFile);
    this.logFrom = fstatSync(log).size;
    // In a process group of its own: Ctrl-C in a terminal goes to the whole group, and the database must not stop
    // while nodes still finish their work.
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env ?? process.env,
      uid: spec.uid,
      gid: spec.gid,
      stdio: ['ignore', log, log],
      detached: spec.ownGroup ?? true,
    });
    closeSync(log);
    this.process = child;
    this.expected = false;
    let over: Death | undefined;
    let becameReady = false;
    let failure: Error | undefined;
    this.ended = new Promise((resolve) => {
      const end = (death: Death): void => {
        if (over) return;
        over = death;
        this.process = undefined;
        resolve(death);
        if (becameReady && !this.expected) this.onDeath?.(death);
      };
      child.once('exit', (code, signal) => end({ code, signal }));
      child.once('error', (error) => {
        failure = error;
        if (child.pid === undefined) end({ code: null, signal: null });
      });
    });
    const deadline = Date.now() + spec.readyWithinMs;
    while (!over) {
      if (child.pid !== undefined && (await this.askReady(child.pid)) && !over) {
        becameReady = true;
        return;
      }
      if (Date.now() > deadline) {
        await this.kill();
        const within = `${spec.readyWithinMs / 1000} 秒内没有就绪`;
        throw new LocalSetupError(`${spec.name} ${within}: ${this.lastWords()}（日志 ${spec.logFile}）`);
      }
      if (!over) await pause(pollMs);
    }
    const why = failure?.message ?? (this.lastWords() || describeDeath(over));
    throw new LocalSetupError(`${spec.name} 启动失败: ${why}（日志 ${spec.logFile}）`);
  }

  /** What it said last since it was started; '' where it said nothing. */
  lastWords(): string {
    return lastWords(this.spec.logFile, this.logFrom);
  }

  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.expected = true;
    this.process?.kill(signal);
  }

  private async askReady(pid: number): Promise<boolean> {
    try {
      return await this.spec.ready(pid);
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  /** Asks it to end and waits; kills it after `stopWithinMs`. */
  async stop(): Promise<void> {
    this.expected = true;
    const child = this.process;
    if (!child) return;
    child.kill(this.spec.stopSignal ?? 'SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), this.spec.stopWithinMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    this.expected = true;
    this.process?.kill('SIGKILL');
    await this.ended;
  }
}

/** 'exit code 1' or 'SIGKILL', for a line on the screen. */
export function describeDeath({ code, signal }: Death): string {
  return signal ?? `exit code ${code ?? 'unknown'}`;
}

function openLog(path: string): number {
  madeDir(dirname(path));
  if (existsSync(path) && statSync(path).size > rotateAboveBytes) renameSync(path, `${path}.1`);
  return openSync(path, 'a');
}
