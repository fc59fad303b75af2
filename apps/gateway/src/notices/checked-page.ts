import type { NoticeView } from '#contracts';

const MARK = '</body>';
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * The page with the line that says whether it agrees with the signed fact. The line stands behind the hashed bytes:
 * without the `aside` the page is again what was hashed.
 */
export function checkedPage({ html, check, agrees }: Pick<NoticeView, 'html' | 'check' | 'agrees'>): string {
  const at = html.lastIndexOf(MARK);
  const words = check.replace(/[&<>"]/g, (one) => ESCAPES[one] as string);
  const line = `<aside class="check${agrees === 'YES' ? '' : ' no'}">${words}</aside>`;
  return at < 0 ? html + line : html.slice(0, at) + line + html.slice(at);
}
