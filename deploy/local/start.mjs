// `npm start`: the whole local federation. See main.ts for what is started.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, projectDir } from './prepare.mjs';

prepare({ console: true });
// In this process, not a child: Ctrl-C must reach one supervisor, which stops the rest in order.
await import(pathToFileURL(join(projectDir, 'dist', 'deploy', 'local', 'main.js')).href);
