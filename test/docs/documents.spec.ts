import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectDir } from '../../deploy/local/local-folder.js';

const leftOut = new Set(['node_modules', 'dist', 'coverage', '.git', '.tongban', 'package-lock.json']);
const binary = /\.(png|jpe?g|gif|ico|woff2?|pdf|zip|gz)$/;

/** Every text file that is handed on, as a path from the project's folder. */
function textFiles(dir = projectDir): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name) || entry.name.endsWith('.log')) return [];
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return textFiles(path);
    return entry.isFile() && !binary.test(entry.name) ? [relative(projectDir, path)] : [];
  });
}

const read = (file: string): string => readFileSync(join(projectDir, file), 'utf8');
const files = textFiles();
const documents = files.filter((file) => /^(README[^/]*|docs\/.*)\.md$/.test(file));

/** The text without fenced code, in which a hash is no heading and a bracket no link. */
const prose = (text: string): string => text.replace(/^(`{3,}|~{3,}).*?^\1/gms, '');
const withoutCode = (text: string): string => prose(text).replace(/`[^`\n]*`/g, '');

/** Targets of links and pictures that stand in the same project, as written. */
function relativeLinks(text: string): string[] {
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const referenced = [...text.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm)];
  const html = [...text.matchAll(/(?:href|src)="([^"]+)"/g)];
  return [...inline, ...referenced, ...html]
    .map((match) => match[1] ?? '')
    .filter((to) => !/^([a-z]+:|\/\/)/i.test(to));
}

/** The name under which a heading can be linked to, as the usual readers of Markdown make it. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/[`*]|\[|\]\([^)]*\)/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');

function anchors(text: string): Set<string> {
  const seen = new Map<string, number>();
  const named = [...prose(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map((match) => {
    const name = anchorOf(match[1] ?? '');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  });
  return new Set([...named, ...[...text.matchAll(/\b(?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? '')]);
}

/** Links of one document that lead nowhere. */
function deadLinks(document: string, text: string): string[] {
  return relativeLinks(withoutCode(text)).filter((link) => {
    const [path = '', anchor] = decodeURI(link).split('#');
    const target = path === '' ? document : join(dirname(document), path);
    if (target.startsWith('..') || !existsSync(join(projectDir, target))) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchors(read(target)).has(anchor);
  });
}

describe('the documents', () => {
  it.each(documents)('%s leads nowhere that does not exist', (document) => {
    expect(deadLinks(document, read(document))).toEqual([]);
  });

  it('would not hide a dead link, picture or heading', () => {
    const text =
      'See [a](missing.md), [b](errors.md#no-such), ![c](c.png "C"), [d](../../outside.md)\n\n[e]: gone/e.md\n';
    const dead = ['missing.md', 'errors.md#no-such', 'c.png', '../../outside.md', 'gone/e.md'];
    expect(deadLinks('docs/x.md', text)).toEqual(dead);
    expect(
      deadLinks('docs/x.md', '[a](errors.md#errors) [b](https://nodejs.org/) `[c](c.md)`\n```\n[d](d.md)\n```\n'),
    ).toEqual([]);
  });
});

// Folders of one person's machine, and beside the project: no reader has them.
const authorsPath = /(?<![\w-])\/(work|home|Users)\/|\.\.\/shared\b/;
const registryHost = new RegExp(
  [
    String.raw`registry\.(npmjs|npmmirror|yarnpkg|npm\.taobao)\.`,
    // A setting that names any other host, as .npmrc and command lines write it.
    String.raw`registry["']?\s*[=:\s]\s*["']?https?:`,
    String.raw`https?://[^\s"']*(artifactory|nexus|verdaccio)`,
    String.raw`"resolved":\s*"http`,
  ].join('|'),
  'i',
);
const isForeign = (text: string): boolean => authorsPath.test(text) || registryHost.test(text);

describe('what is handed on', () => {
  it('was looked at: documents, sources, settings and commands', () => {
    for (const file of ['package.json', '.npmrc', 'docs/errors.md', 'libs/contracts/src/index.ts', '.ci/run']) {
      expect(files).toContain(file);
    }
  });

  it('names no folder of the machine it was written on, and no package registry', () => {
    expect(files.filter((file) => isForeign(read(file)))).toEqual([]);
    expect(isForeign(read('package-lock.json'))).toBe(false);
  });

  it('would be caught naming one', () => {
    // Put together here, so that this file passes its own test.
    const folders = ['work', 'home', 'Users'].map((name) => ['', name, 'a'].join('/'));
    for (const path of [...folders, ['..', 'shared'].join('/')]) {
      for (const text of [path, `see ${path}/notes`, `file://${path}/x.ts`]) expect(isForeign(text)).toBe(true);
    }
    expect(isForeign('GET /cases/work/items of a route')).toBe(false);
    const address = ['http', '://10.0.0.1:4873/'].join('');
    for (const host of ['npmjs.org', 'npmmirror.com']) expect(isForeign(`https://registry.${host}/x`)).toBe(true);
    for (const setting of ['registry=', '"registry": "', '--registry '])
      expect(isForeign(setting + address)).toBe(true);
    expect(isForeign(`"resolved": "${address}"`)).toBe(true);
    expect(isForeign('this.registry = new Registry()')).toBe(false);
  });
});
