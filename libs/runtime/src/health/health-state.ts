/** What one look at a dependency found; `detail` is a short code such as `no_connection`, never an address. */
export interface CheckOutcome {
  readonly ok: boolean;
  readonly detail?: string;
}

/** A named look at something the process depends on; a critical one that fails makes the process not ready. */
export interface HealthCheck {
  readonly name: string;
  readonly critical: boolean;
  check(): Promise<CheckOutcome>;
}

/** A check's outcome as reported. */
export interface CheckReport extends CheckOutcome {
  readonly name: string;
  readonly critical: boolean;
}

/** Answer to "may work be sent here?". */
export interface ReadyReport {
  readonly ok: boolean;
  readonly draining: boolean;
  readonly checks: readonly CheckReport[];
}

/** Milliseconds a check may take before it counts as failed with detail `timed_out`. */
export const CHECK_LIMIT_MS = 2_000;

/** Holds a process's health checks and whether it is draining; the apps give it an HTTP address. */
export class HealthState {
  private readonly checks = new Map<string, HealthCheck>();
  private readonly underWay = new Map<string, Promise<CheckReport>>();
  private isDraining = false;

  constructor(private readonly limitMs: number = CHECK_LIMIT_MS) {}

  /** Adds a check; throws on a name already taken. */
  register(check: HealthCheck): void {
    if (this.checks.has(check.name)) throw new Error(`health check ${check.name} is registered twice`);
    this.checks.set(check.name, check);
  }

  /** From now on the process is not ready: it finishes what it has and takes nothing new. Cannot be undone. */
  startDraining(): void {
    this.isDraining = true;
  }

  get draining(): boolean {
    return this.isDraining;
  }

  /**
   * True as long as the process can answer at all. It asks nothing outside on purpose: restarting a node because its
   * database is away helps nobody.
   */
  live(): { readonly ok: true; readonly uptimeSeconds: number } {
    return { ok: true, uptimeSeconds: Math.floor(process.uptime()) };
  }

  /** Runs all checks in parallel, each within the time limit; never rejects. */
  async ready(): Promise<ReadyReport> {
    const checks = await Promise.all([...this.checks.values()].map((check) => this.look(check)));
    const ok = !this.isDraining && checks.every((check) => check.ok || !check.critical);
    return { ok, draining: this.isDraining, checks };
  }

  private async look(check: HealthCheck): Promise<CheckReport> {
    const { name, critical } = check;
    let running = this.underWay.get(name);
    if (!running) {
      // A probe every few seconds against a dependency that hangs would otherwise pile up looks at it.
      running = this.run(check).finally(() => this.underWay.delete(name));
      this.underWay.set(name, running);
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<CheckReport>((resolve) => {
      timer = setTimeout(() => resolve({ name, critical, ok: false, detail: 'timed_out' }), this.limitMs);
    });
    try {
      return await Promise.race([running, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async run(check: HealthCheck): Promise<CheckReport> {
    const { name, critical } = check;
    try {
      const { ok, detail } = await check.check();
      return { name, critical, ok, ...(detail === undefined ? {} : { detail }) };
    } catch (error) {
      return { name, critical, ok: false, detail: reasonOf(error) };
    }
  }
}

function reasonOf(error: unknown): string {
  // Messages of drivers quote addresses and user names; the code or the class tells the operator enough.
  if (!(error instanceof Error)) return 'failed';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
