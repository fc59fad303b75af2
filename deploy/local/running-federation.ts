import type { Child } from './child.js';
import type { LocalCity } from './city-settings.js';
import { KeptChild } from './kept-child.js';
import type { PortName } from './ports.js';
import { writeRunRecord, type RunRecord } from './run-record.js';

const host = '127.0.0.1';

/** The programs that run, kept running, and noted in run.json whenever one starts or ends. */
export class RunningFederation {
  record: RunRecord;
  private readonly kept: KeptChild[] = [];

  constructor(
    cities: readonly LocalCity[],
    ports: Readonly<Record<PortName, number>>,
    private readonly say: (line: string) => void,
  ) {
    this.record = {
      pid: process.pid,
      startedAt: new Date().toISOString(),
      ready: false,
      gatewayUrl: `http://${host}:${ports.TONGBAN_PORT_GATEWAY}`,
      nodeUrls: Object.fromEntries(cities.map(({ code, nodePort }) => [code, `http://${host}:${ports[nodePort]}`])),
      children: {},
    };
    writeRunRecord(this.record);
  }

  /** Keeps a program running from its first start on. */
  keep(child: Child): KeptChild {
    const kept = new KeptChild(child, this.say, () => this.note({}));
    this.kept.push(kept);
    return kept;
  }

  /** Writes run.json anew with this change and the programs that run now. */
  note(change: Partial<RunRecord>): void {
    const children: Record<string, number> = {};
    for (const { child } of this.kept) if (child.pid !== undefined) children[child.spec.name] = child.pid;
    this.record = { ...this.record, ...change, children };
    writeRunRecord(this.record);
  }
}
