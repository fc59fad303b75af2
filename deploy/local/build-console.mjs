// Builds the console into dist/apps/console and packs every file that a browser takes packed.
//   node deploy/local/build-console.mjs
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
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

// What pdf.js asks for when a PDF does not bring it along: character maps, the standard fonts, the reader of JPEG 2000.
const require = createRequire(import.meta.url);
const pdfjs = dirname(require.resolve('pdfjs-dist/package.json'));
const { version } = JSON.parse(readFileSync(join(pdfjs, 'package.json'), 'utf8'));
const forPdf = join(outDir, 'pdfjs', version);
mkdirSync(forPdf, { recursive: true });
for (const folder of ['cmaps', 'standard_fonts'])
  cpSync(join(pdfjs, folder), join(forPdf, folder), { recursive: true });
for (const name of ['openjpeg_nowasm_fallback.js', 'LICENSE_OPENJPEG', 'LICENSE_PDFJS_OPENJPEG']) {
  cpSync(join(pdfjs, 'wasm', name), join(forPdf, 'wasm', name));
}
