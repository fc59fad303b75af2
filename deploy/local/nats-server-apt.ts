import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { madeDir } from './local-folder.js';

const run = promisify(execFile);
const timeoutMs = 120_000;
const NEWEST = 'newest';

/** The package that holds a program, and whether it comes from the machine's own release or the newest. */
export interface PackageSource {
  readonly name: string;
  readonly release: 'own' | typeof NEWEST;
}

/**
 * Fetches a program from the machine's own Debian or Ubuntu mirror without root and without touching the machine's
 * package lists, and writes it to `into`. Throws whatever apt said.
 */
export async function downloadWithApt(into: string, wanted = 'nats-server', source?: PackageSource): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'tongban-apt-'));
  try {
    await download(scratch, source ?? { name: wanted, release: NEWEST });
    const program = [`usr/sbin/${wanted}`, `usr/bin/${wanted}`]
      .map((path) => join(scratch, 'tree', path))
      .find((path) => existsSync(path));
    if (program === undefined) throw new Error(`the package holds no ${wanted}`);
    copyFileSync(program, into);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function download(scratch: string, source: PackageSource): Promise<void> {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const ubuntu = /^ID=ubuntu$/m.test(release);
  const mirror = machineMirror(ubuntu ? /ubuntu/ : /debian/);
  if (mirror === undefined) throw new Error('no Debian or Ubuntu mirror in the apt settings');
  const own = /^VERSION_CODENAME=(\w+)$/m.exec(release)?.[1];
  const area = ubuntu ? 'universe' : 'main';
  const suite = source.release === 'own' && own ? `${own} ${area}` : suiteOf(ubuntu);
  const sources = join(scratch, 'sources.list');
  writeFileSync(sources, `deb ${mirror.options}${mirror.uri} ${suite}\n`);
  writeFileSync(join(scratch, 'status'), '');
  madeDir(join(scratch, 'lists', 'partial'));
  madeDir(join(scratch, 'cache', 'archives', 'partial'));
  const options = [
    `Dir::Etc::sourcelist=${sources}`,
    'Dir::Etc::sourceparts=-',
    'Dir::Etc::preferences=/dev/null',
    'Dir::Etc::preferencesparts=/dev/null',
    `Dir::State=${scratch}`,
    `Dir::State::lists=${join(scratch, 'lists')}`,
    `Dir::State::status=${join(scratch, 'status')}`,
    `Dir::Cache=${join(scratch, 'cache')}`,
    // As root apt would drop to a user who may not write the scratch folder.
    'APT::Sandbox::User=',
    // The machine's default release would hide the suite asked for here.
    'APT::Default-Release=',
    'APT::Update::Error-Mode=any',
    'Acquire::Languages=none',
    'Acquire::Retries=2',
  ].flatMap((option) => ['-o', option]);
  await run('apt-get', [...options, '-qq', 'update'], { cwd: scratch, timeout: timeoutMs });
  await run('apt-get', [...options, '-qq', 'download', source.name], { cwd: scratch, timeout: timeoutMs });
  const fetched = readdirSync(scratch).find((name) => name.endsWith('.deb'));
  if (fetched === undefined) throw new Error('apt-get download gave no package');
  await run('dpkg-deb', ['-x', join(scratch, fetched), join(scratch, 'tree')], { timeout: timeoutMs });
}

/** trixie's nats-server runs unmodified on Debian 12; Ubuntu carries it in universe since 24.04. */
const suiteOf = (ubuntu: boolean): string => (ubuntu ? 'noble universe' : 'trixie main');

/** A mirror with the options that say how it is verified, in the one-line form: `[signed-by=…] `. */
interface Mirror {
  readonly uri: string;
  readonly options: string;
}

/** The first mirror the machine itself uses for the distribution, security archives aside. */
function machineMirror(distribution: RegExp): Mirror | undefined {
  const parts = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...(existsSync(parts) ? readdirSync(parts).map((n) => join(parts, n)) : [])];
  const mirrors = files
    .filter((file) => existsSync(file))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      if (file.endsWith('.sources')) return fromStanzas(text);
      return file.endsWith('.list') ? fromLines(text) : [];
    });
  return mirrors.find(({ uri }) => distribution.test(uri) && !/security/.test(uri));
}

function fromLines(text: string): Mirror[] {
  return [...text.matchAll(/^deb\s+(\[[^\]]*\]\s+)?(\S+)\s/gm)].map((line) => ({
    uri: line[2]!,
    options: (line[1] ?? '').replace(/arch(itectures)?=\S+?(?=[\s\]])/, ''),
  }));
}

function fromStanzas(text: string): Mirror[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name: string): string | undefined => new RegExp(`^${name}:\\s*(\\S+)`, 'im').exec(stanza)?.[1];
    const uri = field('URIs');
    if (uri === undefined || !/^Types:.*\bdeb\b/im.test(stanza) || /^Enabled:\s*no/im.test(stanza)) return [];
    const key = field('Signed-By');
    const options = [
      // A key written into the stanza itself has no one-line form; apt's default keys are used then.
      ...(key?.startsWith('/') ? [`signed-by=${key}`] : []),
      ...(field('Trusted') === 'yes' ? ['trusted=yes'] : []),
    ];
    return [{ uri, options: options.length === 0 ? '' : `[${options.join(' ')}] ` }];
  });
}
