import { sha256, type DocumentRef } from '#contracts';
import type { NoticeContent, NoticeList } from './notice-input.js';
import { dayInWords } from './notice-words.js';

/**
 * The page as one file that needs nothing from outside: A4, fonts by family (what the PDF embeds is what the printing
 * machine has), the mark of sample data on every sheet, a place for the seal beside issuer and date.
 * These bytes are hashed into facts: a change here is a new template version of every kind, never an edit.
 */
const STYLE = `@page{size:A4;margin:18mm 22mm 18mm}
*{box-sizing:border-box}
body{margin:0;color:#111;font:14px/1.65 FangSong,STFangsong,"Noto Serif CJK SC","Source Han Serif SC",SimSun,Songti SC,serif}
main{position:relative;max-width:166mm;margin:0 auto}
header{text-align:center;border-bottom:2px solid #b3261e;padding-bottom:8px;margin-bottom:10px}
.issuer,h1{font-family:SimHei,"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
.issuer{color:#b3261e;font-size:20px;font-weight:700;letter-spacing:2px}
h1{margin:6px 0 0;font-size:24px;letter-spacing:5px}
.number{margin-top:4px;font-size:13px}
table{width:100%;border-collapse:collapse;margin:6px 0 8px;font-size:13px;line-height:1.5}
th,td{border:1px solid #555;padding:2px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:700;background:#f4f4f4;white-space:nowrap}
.particulars th{width:22%}
thead{display:table-header-group}
tr,.end{break-inside:avoid}
h2{margin:8px 0 2px;font-size:14px}
p{margin:4px 0;text-indent:2em;white-space:pre-line;overflow-wrap:anywhere}
p.to{text-indent:0}
.end{margin-top:10px;display:flex;justify-content:flex-end}
.signed{position:relative;min-width:74mm;min-height:37mm;text-align:center;padding-top:10mm}
.seal{position:absolute;left:50%;top:0;width:36mm;height:36mm;margin-left:-18mm;border:1px dashed #b3261e;border-radius:50%;color:#b3261e;opacity:.55;font-size:12px;padding-top:22mm}
.receipt{margin-top:8px;border-top:1px dashed #555;padding-top:8px;font-size:13px;break-inside:avoid}
.receipt span{display:inline-block;min-width:48%;margin:4px 0}
footer{margin-top:8px;font-size:11px;color:#444;overflow-wrap:anywhere}
.sample{position:fixed;inset:0;z-index:1;display:grid;grid-template-columns:1fr 1fr;align-items:center;justify-items:center;pointer-events:none;user-select:none;color:#b3261e;opacity:.13;font:700 29px "Noto Sans CJK SC",SimHei,sans-serif}
.sample i{font-style:normal;transform:rotate(-28deg);white-space:nowrap}
.check{max-width:166mm;margin:10px auto 0;border:1px solid #555;padding:4px 8px;font-size:12px;overflow-wrap:anywhere;break-inside:avoid}
.check.no{border:2px solid #b3261e;color:#b3261e;font-weight:700}
@media screen{body{background:#eee;padding:16px}main{background:#fff;max-width:210mm;padding:22mm 24mm}.check{max-width:210mm;background:#fff}}`;

const SAMPLE_MARK = `<div class="sample" aria-hidden="true">${'<i>示例数据 不具效力</i>'.repeat(10)}</div>`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Control characters could change how a page is read, or be no text at all. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Either of what `escaped` takes out or replaces: most texts have none of it, and are found to have none in one look. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069&<>"']/;

/** Text of people as text of a page: nothing in it is markup, and nothing turns the reading direction. */
export const escaped = (text: string): string =>
  UNSAFE.test(text) ? text.replace(CONTROLS, '').replace(/[&<>"']/g, (one) => ESCAPES[one] as string) : text;

/** A page around its style, which is more than half of it and always the same. */
export interface NoticePage {
  readonly head: string;
  readonly rest: string;
}

/** The page as one text. */
export const pageText = ({ head, rest }: NoticePage): string => head + STYLE + rest;

const STYLE_BYTES = Buffer.from(STYLE, 'utf8');
const MAX_KEPT_BYTES = 64 * 1024;
/** Written anew for each page: nothing waits between filling and hashing it. */
let scratch = Buffer.allocUnsafe(16 * 1024);

/** SHA-256 of the page's text in UTF-8, in hex. A document is stated with every case: the text is not put together for it. */
export function pageHash({ head, rest }: NoticePage): string {
  const most = 3 * (head.length + rest.length) + STYLE_BYTES.length;
  if (most > MAX_KEPT_BYTES) return sha256(pageText({ head, rest })).toString('hex');
  if (most > scratch.length) scratch = Buffer.allocUnsafe(MAX_KEPT_BYTES);
  let end = scratch.write(head, 0, 'utf8');
  end += STYLE_BYTES.copy(scratch, end);
  end += scratch.write(rest, end, 'utf8');
  return sha256(scratch.subarray(0, end)).toString('hex');
}

/** The page of a document, whose bytes are hashed. */
export function noticePage(content: NoticeContent, caseNo: string, ref: Omit<DocumentRef, 'sha256'>): NoticePage {
  const { title, issuer, onBehalf, addressee, particulars, paragraphs, lists, ground, remedies } = content;
  const e = escaped;
  let rows = '';
  for (const [label, value] of particulars) rows += `<tr><th>${e(label)}</th><td>${e(value)}</td></tr>`;
  const [first, ...others] = paragraphs;
  const paragraph = (text: string): string => `<p>${e(text)}</p>`;
  const section = (name: string, text: string | null): string => (text ? `<h2>${name}</h2><p>${e(text)}</p>` : '');
  const number = e(ref.number);
  const head = `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>${e(title)} ${number}</title><style>`;
  const rest = [
    '</style></head><body>',
    ref.sample ? SAMPLE_MARK : '',
    `<main><header><div class="issuer">${e(issuer)}</div><h1>${e(title)}</h1>`,
    `<div class="number">编号：${number}</div></header>`,
    ref.sample ? '<p class="to"><b>示例数据：本文书由示例办件生成，不代表任何机关，不具法律效力。</b></p>' : '',
    `<p class="to">${e(addressee)}：</p>`,
    first === undefined ? '' : paragraph(first),
    `<table class="particulars"><tbody>${rows}</tbody></table>`,
    ...others.map(paragraph),
    ...lists.map(listOf),
    section('依据', ground),
    section('救济途径', remedies),
    `<div class="end"><div class="signed"><div class="seal">印章位<br>${e(content.seal)}</div>`,
    `<div>${e(issuer)}</div>${onBehalf ? `<div>（受托办理：${e(onBehalf)}）</div>` : ''}`,
    `<div>${dayInWords(ref.date)}</div></div></div>`,
    signatures(content.signatures),
    `<footer>办件编号 ${e(caseNo)} · 文书编号 ${number} · 模板 ${ref.kind}/${ref.template}</footer>`,
    '</main></body></html>\n',
  ].join('');
  return { head, rest };
}

function listOf({ title, head, rows }: NoticeList): string {
  const cells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => cells('td', row)).join('');
  return `<h2>${escaped(title)}</h2><table><thead>${cells('th', head)}</thead><tbody>${body}</tbody></table>`;
}

function signatures(places: readonly string[]): string {
  if (places.length === 0) return '';
  return `<div class="receipt">${places.map((place) => `<span>${escaped(place)}：</span>`).join('')}</div>`;
}
