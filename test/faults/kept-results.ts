import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir, readJson, writeJson } from '../../deploy/local/local-folder.js';
import type { CampaignResult } from './campaign.js';

/** What one nemesis came to within the long form. */
export interface KeptResult {
  readonly result: CampaignResult;
  /** What the run says beside the table. */
  readonly lines: readonly string[];
  /** When it ended, ISO. */
  readonly at: string;
  /** Which build of the node it was done to. */
  readonly build: string;
}

interface KeptFile {
  readonly seed: number;
  readonly kept: Readonly<Record<string, KeptResult>>;
}

/** The long form's results, kept after every nemesis, so that a run which was cut off goes on where it stopped. */
export class KeptResults {
  private constructor(
    private readonly file: string,
    readonly seed: number,
    private readonly kept: Map<string, KeptResult>,
  ) {}

  /** Those in this file, of the run that was begun with this seed, or with any where none is named; otherwise a new run. */
  static open(file: string, seed: number | undefined, afresh: boolean): KeptResults {
    if (afresh) rmSync(file, { force: true });
    const there = readJson<KeptFile>(file);
    if (there && (seed === undefined || seed === there.seed)) {
      return new KeptResults(file, there.seed, new Map(Object.entries(there.kept)));
    }
    return new KeptResults(file, seed ?? Date.now() % 1_000_000_000, new Map());
  }

  has(nemesis: string): boolean {
    return this.kept.has(nemesis);
  }

  keep(nemesis: string, result: CampaignResult, lines: readonly string[]): void {
    this.kept.set(nemesis, { result, lines, at: new Date().toISOString(), build: buildOfNode() });
    writeJson(this.file, { seed: this.seed, kept: Object.fromEntries(this.kept) } satisfies KeptFile);
  }

  /** In this order, without those that have not run. */
  inOrder(names: readonly string[]): KeptResult[] {
    return names.flatMap((name) => this.kept.get(name) ?? []);
  }
}

/** The same where node and libs were compiled to the same text. */
function buildOfNode(): string {
  const hash = createHash('sha256');
  for (const part of ['apps/city-node/src', 'libs']) {
    const dir = join(projectDir, 'dist', part);
    const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    for (const name of names.sort()) hash.update(name).update(readFileSync(join(dir, name)));
  }
  return hash.digest('hex').slice(0, 12);
}
