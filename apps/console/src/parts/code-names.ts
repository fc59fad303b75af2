import { useI18n } from 'vue-i18n';

type Kind = 'statuses' | 'holders' | 'clocks' | 'modes';
type NameOf = (kind: Kind, code: string | null | undefined, chinese: string | null | undefined) => string;

/** Names of codes in the language of the page. In Chinese as the server says them, which knows more of the case. */
export function useCodeNames(): NameOf {
  const { t, locale } = useI18n();
  return (kind, code, chinese) => (locale.value === 'zh-CN' || !code ? (chinese ?? '') : t(`codes.${kind}.${code}`));
}
