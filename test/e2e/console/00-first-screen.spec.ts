import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS, USER_ROLES, type UserRole } from '#contracts';
import { projectDir } from '../../../deploy/local/local-folder.js';
import { allPages, type PageRow } from '../../support/console-pages.js';

/** A window on a slow line of a street office fetches this much script at the most before its first screen. */
const MOST_KB = 350;
const BUILT = join(projectDir, 'dist', 'apps', 'console');

interface BuiltFile {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

describe('the first screen of the console', () => {
  const manifest = JSON.parse(readFileSync(join(BUILT, '.vite', 'manifest.json'), 'utf8')) as Record<string, BuiltFile>;
  const packed = (file: string): number => gzipSync(readFileSync(join(BUILT, file)), { level: 9 }).length / 1024;

  /** The scripts of these sources and of all that they need at once, packed, in kB. */
  function scriptKb(...sources: string[]): number {
    const files = new Set<string>();
    const add = (source: string): void => {
      const built = manifest[source];
      if (!built) throw new Error(`${source} was not built`);
      if (files.has(built.file)) return;
      files.add(built.file);
      built.imports?.forEach(add);
    };
    sources.forEach(add);
    return [...files].reduce((sum, file) => sum + packed(file), 0);
  }
  const entry = Object.keys(manifest).find((source) => manifest[source]?.isEntry) ?? '';

  it('is what index.html names, and nothing else', () => {
    expect(readFileSync(join(BUILT, 'index.html'), 'utf8').match(/<script[^>]+src="([^"]+)"/g)).toHaveLength(1);
    expect(readFileSync(join(BUILT, 'index.html'), 'utf8')).toContain(manifest[entry]?.file);
  });

  it('of whoever signs in is small enough for a slow line', () => {
    expect(scriptKb(entry, 'src/session/SignInPage.vue')).toBeLessThanOrEqual(MOST_KB);
  });

  it.each(USER_ROLES)('of a %s is small enough for a slow line', async (role: UserRole) => {
    const first = (await allPages()).find(
      ({ icon, permission }) => icon && (PERMISSIONS[permission] as readonly UserRole[]).includes(role),
    );
    const kb = scriptKb(entry, 'src/shell/ShellLayout.vue', sourceOf(first));
    expect(kb).toBeGreaterThan(50);
    expect(kb).toBeLessThanOrEqual(MOST_KB);
  });

  /** `() => import('./counter/CollectPage.vue')` → `src/counter/CollectPage.vue`. */
  function sourceOf(page: PageRow | undefined): string {
    const address = /['"]\.?\/?([\w/-]+\.vue)['"]/.exec(String(page?.component))?.[1];
    return `src/${address ?? 'no such page'}`;
  }
});
