// Builds the console into dist/apps/console and packs every file that a browser takes packed.
//   node deploy/local/build-console.mjs
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const projectDir = join(import.meta.dirname, '..', '..');
const outDir = join(projectDir, 'dist', 'apps', 'console');

await build({ configFile: join(projectDir, 'apps', 'console', 'vite.config.ts'), logLevel: 'warn' });
const assets = join(outDir, 'assets');
for (const name of readdirSync(assets)) {
  if (/\.(m?js|css|svg|json)$/.test(name)) {
    writeFileSync(join(assets, `${name}.gz`), gzipSync(readFileSync(join(assets, name)), { level: 9 }));
  }
}
