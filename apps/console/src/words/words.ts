import { createI18n } from 'vue-i18n';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

type Tree = { readonly [key: string]: string | Tree };
type WordFile = { default: Tree };

const KEY = 'tongban.locale';
/** One file for each desk: `words/zh-CN/<desk>.ts` holds everything below the key of that name. */
const chinese = import.meta.glob<WordFile>('./zh-CN/*.ts', { eager: true });
const english = import.meta.glob<WordFile>('./en/*.ts');

/** `./zh-CN/work-list.ts` → `workList`. */
const keyOf = (path: string): string =>
  path.replace(/^.*\/|\.ts$/g, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const merged = (files: Record<string, WordFile>): Record<string, Tree> =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [keyOf(path), file.default]));

/** Words of the console. Chinese is always there; English comes when somebody wants it. */
export const words = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': merged(chinese) } as Record<string, Record<string, Tree>>,
});

/** Changes the language, and keeps the choice at this browser. */
export async function chooseLocale(locale: Locale): Promise<void> {
  if (locale === 'en' && !words.global.availableLocales.includes('en')) {
    const files = await Promise.all(
      Object.entries(english).map(async ([path, load]): Promise<[string, WordFile]> => [path, await load()]),
    );
    words.global.setLocaleMessage('en', merged(Object.fromEntries(files)));
  }
  words.global.locale.value = locale;
  document.documentElement.lang = locale;
  localStorage.setItem(KEY, locale);
}

if (localStorage.getItem(KEY) === 'en') void chooseLocale('en');
