import { ref } from 'vue';

export type Appearance = 'system' | 'light' | 'dark';

const KEY = 'tongban.appearance';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** What this person chose at this browser. */
export const appearance = ref<Appearance>(read());
/** Whether the page is dark now. */
export const isDark = ref(false);

/** Sets the page light or dark, now and whenever the system changes. */
export function applyAppearance(): void {
  show();
  systemIsDark.addEventListener('change', show);
}

export function chooseAppearance(chosen: Appearance): void {
  appearance.value = chosen;
  localStorage.setItem(KEY, chosen);
  show();
}

function show(): void {
  isDark.value = appearance.value === 'dark' || (appearance.value === 'system' && systemIsDark.matches);
  document.documentElement.classList.toggle('dark', isDark.value);
}

function read(): Appearance {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}
