import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectDir } from '../../../deploy/local/local-folder.js';
import type { Table } from '../report.js';
import type { BenchOptions } from '../options.js';

/** Programs that each measure one piece by itself and print what they find; from the build or from the sources. */
const PIECES = [
  'test/bench/pieces/envelope.mjs',
  'test/bench/pieces/validation.mjs',
  'dist/test/bench/pieces/lists.js',
];

/** Runs them one after another; they print, and there is no table of them. Throws naming the one that failed. */
export function pieces(options: BenchOptions, say: (line: string) => void): Promise<Table[]> {
  for (const piece of PIECES) {
    say(piece);
    const args = piece.endsWith('lists.js') ? [String(options.cases)] : [];
    const done = spawnSync(process.execPath, [join(projectDir, piece), ...args], { cwd: projectDir, stdio: 'inherit' });
    if (done.status !== 0) return Promise.reject(new Error(`${piece} ended with ${done.status ?? done.signal ?? '?'}`));
  }
  return Promise.resolve([]);
}
