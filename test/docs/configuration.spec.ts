import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { CITY_NODE_SETTINGS } from '../../apps/city-node/src/settings.js';
import { GATEWAY_SETTINGS } from '../../apps/gateway/src/gateway-settings.js';
import { configurationMarkdown } from '../../deploy/local/configuration-doc.js';
import { projectDir } from '../../deploy/local/local-folder.js';

const written = readFileSync(join(projectDir, 'docs', 'configuration.md'), 'utf8');
const documented = [...written.matchAll(/^\| `(\S+)` +\|/gm)].map((match) => match[1] ?? '');

describe('docs/configuration.md', () => {
  it('tells an operator of every setting of every program', () => {
    for (const { name } of [...CITY_NODE_SETTINGS, ...GATEWAY_SETTINGS]) expect(documented).toContain(name);
  });

  it('is what the settings tables say today (npm run docs)', () => {
    expect(written).toBe(configurationMarkdown());
  });

  it('is left alone by the formatter', async () => {
    expect(await format(written, { parser: 'markdown', printWidth: 120 })).toBe(written);
  });

  it('names every variable that the programs of deploy read by themselves', () => {
    const dir = join(projectDir, 'deploy', 'local');
    const sources = readdirSync(dir).filter((name) => /\.m?ts$/.test(name) && !name.endsWith('-doc.ts'));
    const read = sources.flatMap((name) =>
      [...readFileSync(join(dir, name), 'utf8').matchAll(/['`](TONGBAN_[A-Z_]+)|env\.([A-Z_]{5,})/g)].map(
        (match) => match[1] ?? match[2] ?? '',
      ),
    );
    // Not of this project: Node's own, and the shell's.
    const others = ['NODE_OPTIONS'];
    // A name that ends with _ is completed with the code of a city, or stands for all that begin so.
    const known = (name: string): boolean =>
      name.endsWith('_') ? documented.some((one) => one.startsWith(name)) : documented.includes(name);
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((name) => !others.includes(name) && !known(name))).toEqual([]);
  });
});
