// `npm run console:screens`: starts three cities with sample data and takes a picture of every page into docs/screens.
import { join } from 'node:path';
import { projectDir } from './prepare.mjs';

process.argv.push('--runInBand', '--testMatch', join(projectDir, 'test', 'screens', 'take-screens.ts'));
await import('./test.mjs');
