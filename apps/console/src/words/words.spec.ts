import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PERMISSIONS, USER_ROLES } from '#contracts/codes';

type Tree = { readonly [key: string]: string | Tree };

const folder = join(process.cwd(), 'apps', 'console', 'src', 'words');
const filesOf = (locale: string): string[] => readdirSync(join(folder, locale)).sort();
const wordsIn = async (locale: string, file: string): Promise<Tree> =>
  ((await import(pathToFileURL(join(folder, locale, file)).href)) as { default: Tree }).default;
/** Every key with its placeholders, as `idle.words {seconds}`. */
const keysOf = (tree: Tree, above = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${above}${key}`, ...[...value.matchAll(/\{\w+\}/g)].map(String).sort()].join(' ')]
      : keysOf(value, `${above}${key}.`),
  );

describe('the words of the console', () => {
  it('are there for every desk in both languages', () => {
    expect(filesOf('en')).toEqual(filesOf('zh-CN'));
  });

  it.each(filesOf('zh-CN'))('have the same keys and places in both languages: %s', async (file) => {
    expect(keysOf(await wordsIn('en', file)).sort()).toEqual(keysOf(await wordsIn('zh-CN', file)).sort());
  });

  it('name every role and every permission', async () => {
    expect(Object.keys(await wordsIn('zh-CN', 'roles.ts'))).toEqual([...USER_ROLES]);
    const named = keysOf(await wordsIn('zh-CN', 'permissions.ts'));
    expect(named.sort()).toEqual(Object.keys(PERMISSIONS).sort());
  });
});
