import { words } from '../words/words.js';

/** Names the tab after the page: "办件 · 通办". */
export function setTitle(key: string | undefined): void {
  const { t } = words.global;
  document.title = key === undefined ? t('shell.name') : `${t(key)} · ${t('shell.name')}`;
}
