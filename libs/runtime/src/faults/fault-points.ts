import { SettingsError } from '../config/settings-error.js';

/** Facts about the pass through a fault point, for actions that pick one case or partner. */
export type FaultDetail = Readonly<Record<string, string>>;

/** `kill`: the process dies as in a power cut; `throw`: an `InjectedFault`; `stop`: waits until released; or own code. */
export type FaultAction = 'kill' | 'throw' | 'stop' | ((detail: FaultDetail) => void | Promise<void>);

/** When an armed action fires: after letting `after` passes through (default 0), `times` in all (default 1). */
export interface FaultSchedule {
  readonly after?: number;
  readonly times?: number;
}

/** Thrown by an armed `throw`; code `fault_injected`. */
export class InjectedFault extends Error {
  readonly code = 'fault_injected';

  constructor(readonly point: string) {
    super(`injected fault at ${point}`);
    this.name = 'InjectedFault';
  }
}

interface Armed {
  readonly action: FaultAction;
  toLetThrough: number;
  toFire: number;
}

interface Point {
  armed?: Armed;
  fired: boolean;
  waitingForReach: (() => void)[];
  stopped: (() => void)[];
}

const PASSED = Promise.resolve();

/**
 * Named places in the code where a test makes the process die, fail or stand still. The app passes the list of all
 * its names, so that a mistyped one throws instead of testing nothing.
 */
export class FaultPoints<N extends string = string> {
  private readonly points = new Map<string, Point>();

  constructor(names: readonly N[]) {
    for (const name of names) {
      if (this.points.has(name)) throw new Error(`fault point ${name} is listed twice`);
      this.points.set(name, { fired: false, waitingForReach: [], stopped: [] });
    }
  }

  /**
   * Builds the points and arms those in TONGBAN_FAULTS, written `name:action[:nth];…` where action is kill, throw or
   * stop and nth (from 1) is the pass at which it fires. Throws `SettingsError` outside NODE_ENV=test, on an unknown
   * name and on any other slip.
   */
  static fromEnv<N extends string>(
    names: readonly N[],
    env: Readonly<Record<string, string | undefined>>,
  ): FaultPoints<N> {
    const points = new FaultPoints(names);
    const text = env['TONGBAN_FAULTS']?.trim();
    if (!text) return points;
    const refuse = (code: 'forbidden' | 'malformed', problem: string, remedy: string): never => {
      throw new SettingsError([{ name: 'TONGBAN_FAULTS', code, problem, remedy }]);
    };
    if (env['NODE_ENV'] !== 'test')
      refuse('forbidden', 'is set outside a test', 'Remove it; it makes the process fail');
    for (const part of text.split(';').filter((one) => one.trim() !== '')) {
      const [name = '', action, nth = '1', ...rest] = part.trim().split(':');
      if (!points.points.has(name)) refuse('malformed', `names ${name}, which is no fault point`, 'Correct the name');
      if (action !== 'kill' && action !== 'throw' && action !== 'stop') {
        return refuse('malformed', `has no known action in ${part}`, 'Use kill, throw or stop');
      }
      if (rest.length > 0 || !/^[1-9]\d{0,8}$/.test(nth))
        refuse('malformed', `is wrong at ${part}`, 'Use name:action:nth');
      points.arm(name as N, action, { after: Number(nth) - 1 });
    }
    return points;
  }

  /** Marks a place in the code; costs one map lookup when nothing is armed there. Throws on an unknown name. */
  at(name: N, detail?: FaultDetail): Promise<void> {
    const point = this.pointOf(name);
    return point.armed ? this.pass(name, point, point.armed, detail ?? {}) : PASSED;
  }

  /** Arms a point, replacing what was armed there; `reached` counts anew. */
  arm(name: N, action: FaultAction, { after = 0, times = 1 }: FaultSchedule = {}): void {
    const point = this.pointOf(name);
    point.armed = { action, toLetThrough: after, toFire: times };
    point.fired = false;
  }

  /** Takes the action away and lets go whoever is stopped there. */
  disarm(name: N): void {
    delete this.pointOf(name).armed;
    this.release(name);
  }

  /** Lets go everyone stopped at the point; later passes stop again if the schedule says so. */
  release(name: N): void {
    for (const go of this.pointOf(name).stopped.splice(0)) go();
  }

  /** Settles once the armed action has fired, at once if it already has; a stopped pass is then inside the point. */
  reached(name: N): Promise<void> {
    const point = this.pointOf(name);
    if (point.fired) return PASSED;
    return new Promise((resolve) => point.waitingForReach.push(resolve));
  }

  private async pass(name: string, point: Point, armed: Armed, detail: FaultDetail): Promise<void> {
    if (armed.toLetThrough > 0) {
      armed.toLetThrough -= 1;
      return;
    }
    if (armed.toFire <= 0) return;
    armed.toFire -= 1;
    const { action } = armed;
    // Entered before `reached` settles, so that a release right after `reached` finds this pass.
    const released = action === 'stop' ? new Promise<void>((resolve) => point.stopped.push(resolve)) : undefined;
    point.fired = true;
    for (const tell of point.waitingForReach.splice(0)) tell();
    if (action === 'kill') {
      process.kill(process.pid, 'SIGKILL');
      // Nothing after the point may run, even if the signal takes a moment.
      await new Promise<never>(() => undefined);
    }
    if (action === 'throw') throw new InjectedFault(name);
    if (released) return released;
    if (typeof action === 'function') await action(detail);
  }

  private pointOf(name: string): Point {
    const point = this.points.get(name);
    if (!point) throw new Error(`${name} is no fault point; add it to the app's list`);
    return point;
  }
}
