import type { NoticeContent, NoticeInput, NoticeTemplate } from './notice-input.js';
import { dayInWords, dueInWords, groundFor, itemOf, limitInWords, noticeOf, textOf } from './notice-words.js';

const SEAL = '行政审批受理专用章';
const ART_ACCEPT = '第三十二条第一款第五项、第二款';

function limits(input: NoticeInput): NoticeContent['particulars'] {
  const item = itemOf(input);
  const { dueOn, provisional } = input.ref;
  return [
    ['受理编号', input.ref.number],
    ['法定办结时限', limitInWords(item.legalLimit)],
    ['承诺办结时限', limitInWords(item.promiseLimit)],
    ...(dueOn ? ([['承诺办结日期', dueInWords(dueOn, provisional)]] as const) : []),
  ];
}

const COUNTING = '办理时限自受理之日的次日起计算，特别程序所需时间依法不计入。';

/** 受理通知书 (行政许可法 32: in writing, with dedicated seal and date). */
export const acceptance: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const note = textOf(input.fact.body, 'note');
  const notice = noticeOf(input, { title: '受理通知书', paragraphs: [] });
  return {
    ...notice,
    particulars: [...notice.particulars, ...limits(input)],
    paragraphs: [
      `你（单位）提出的“${item.name}”申请，经审查，属于本机关职权范围，申请材料齐全、符合规定形式，本机关决定予以受理。`,
      COUNTING,
      ...(note ? [`说明：${note}`] : []),
    ],
    ground: groundFor(item, ART_ACCEPT),
    seal: SEAL,
    signatures: ['申请人（代理人）签收', '签收日期'],
  };
};

/** 容缺受理通知书: what is still owed, until when, and what follows if it does not come. */
export const conditionalAcceptance: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { body } = input.fact;
  const deferred = Array.isArray(body.deferred) ? (body.deferred as { code: string; name: string }[]) : [];
  const until = textOf(body, 'deferDueOn');
  const note = textOf(body, 'note');
  const notice = noticeOf(input, { title: '容缺受理通知书', paragraphs: [] });
  return {
    ...notice,
    particulars: [...notice.particulars, ...limits(input), ['补交截止', until ? dayInWords(until) : '—']],
    paragraphs: [
      `你（单位）提出的“${item.name}”申请，主要材料齐全、符合规定形式，下列次要材料暂缺。根据你（单位）的补交承诺，本机关决定先予容缺受理，审查同步进行。`,
      `${COUNTING}请于补交截止日（含当日）前通过收件窗口补齐下列材料；逾期未补齐的，本机关将终止办理，已提交的材料予以退回，补齐后可以重新申请。`,
      ...(note ? [`说明：${note}`] : []),
    ],
    lists: [
      {
        title: '容缺材料清单',
        head: ['序号', '材料编号', '材料名称'],
        rows: deferred.map(({ code, name }, index) => [String(index + 1), code, name]),
      },
    ],
    ground: groundFor(item, ART_ACCEPT),
    seal: SEAL,
    signatures: ['申请人（代理人）承诺按期补交并签收', '签收日期'],
  };
};
