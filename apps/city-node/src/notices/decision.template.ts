import type { NoticeContent, NoticeInput, NoticeTemplate } from './notice-input.js';
import { groundFor, isPermit, itemOf, lastOf, noticeOf, remediesAt, textOf } from './notice-words.js';

const SIGNED = ['申请人（代理人）签收', '签收日期'];

/** A permit's decision is one of 行政许可 by law; any other item's decision is not, and does not call itself so. */
const subjectOf = (input: NoticeInput): string => (isPermit(itemOf(input)) ? '行政许可' : '办理');

function withAcceptance(input: NoticeInput, given: NoticeContent): NoticeContent['particulars'] {
  const acceptanceNo = textOf(lastOf(input.facts, 'case.accepted')?.body ?? {}, 'acceptanceNo');
  return [...given.particulars, ...(acceptanceNo ? ([['受理编号', acceptanceNo]] as const) : [])];
}

/** 准予决定书; with act COMMITTED on the applicant's promise, with what is verified and what follows if it is untrue. */
export const approval: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { body, act } = input.fact;
  const subject = subjectOf(input);
  const verify = textOf(body, 'verifyWithinWorkingDays');
  const days = item.deliverWithinWorkingDays ?? 10;
  const given = noticeOf(input, { title: `准予${subject}决定书`, paragraphs: [] });
  return {
    ...given,
    particulars: [...withAcceptance(input, given), ['办理结果', item.resultName]],
    paragraphs: [
      `你（单位）提出的“${item.name}”申请，经审查，符合规定的条件、标准，本机关决定准予${subject}。`,
      `理由：${textOf(body, 'reason')}`,
      ...(act === 'COMMITTED'
        ? [
            `本决定依据你（单位）签署的告知承诺书作出。本机关将${verify ? `在${verify}个工作日内` : ''}对承诺内容进行核查；承诺不实的，依法撤销本决定并记入信用记录。`,
          ]
        : []),
      `${item.resultName}将自本决定作出之日起${days}个工作日内制发、送达。`,
    ],
    ground: groundFor(item, '第三十四条、第三十八条第一款、第四十四条'),
    signatures: SIGNED,
  };
};

/** 不予决定书: with the reasons and the way to have them reviewed (行政许可法 38). */
export const rejection: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { body, author } = input.fact;
  const subject = subjectOf(input);
  const given = noticeOf(input, { title: `不予${subject}决定书`, paragraphs: [] });
  return {
    ...given,
    particulars: withAcceptance(input, given),
    paragraphs: [
      `你（单位）提出的“${item.name}”申请，经审查，不符合规定的条件、标准，本机关决定不予${subject}。`,
      `理由：${textOf(body, 'reason')}`,
      '依法陈述、申辩以及重新申请的权利不受影响。',
    ],
    ground: groundFor(item, '第三十八条第二款'),
    // What the authority wrote comes first; without it the general way still stands on the page.
    remedies: textOf(body, 'remedies') || remediesAt(input.nameOf(input.mode === 'DIRECT' ? author : item.homeCity)),
    signatures: SIGNED,
  };
};

/** 撤销决定书: the authority undoes its decision (行政许可法 69), with reasons and the way to have it reviewed. */
export const revocation: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { body, author } = input.fact;
  const decided = lastOf(input.facts, 'case.decided');
  const decisionNo = textOf(decided?.body ?? {}, 'decisionNo');
  const article = isPermit(item) ? '；《中华人民共和国行政许可法》第六十九条' : '';
  const given = noticeOf(input, { title: `撤销${isPermit(item) ? '行政许可' : ''}决定书`, paragraphs: [] });
  return {
    ...given,
    particulars: [...given.particulars, ...(decisionNo ? ([['被撤销的决定', decisionNo]] as const) : [])],
    paragraphs: [
      `关于你（单位）“${item.name}”一件，本机关${decisionNo ? `作出的第${decisionNo}号决定` : '此前作出的决定'}，经核查应予撤销，现决定撤销。`,
      `理由：${textOf(body, 'reason')}`,
      '已制发的证照、文书自本决定送达之日起失效，请交回发证机关。因撤销致合法权益受到损害的，可以依法要求赔偿；因申请人欺骗、贿赂等不正当手段取得的，其基于该决定取得的利益不受保护。',
    ],
    ground: `${textOf(body, 'legalGround')}${article}`,
    remedies: remediesAt(input.nameOf(input.mode === 'DIRECT' ? author : item.homeCity)),
    signatures: SIGNED,
  };
};
