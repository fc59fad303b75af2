import type { NoticeTemplate } from './notice-input.js';
import { groundFor, issuerOf, itemOf, noticeOf, remediesAt, textOf } from './notice-words.js';

const SEAL = '行政审批受理专用章';
const SIGNED = ['申请人（代理人）签收', '签收日期'];

/** The government over the issuing authority, which reconsiders: that of the home city, in 直接办理 of the deciding one. */
const governmentOf = (input: Parameters<NoticeTemplate>[0]): string =>
  input.nameOf(input.mode === 'DIRECT' ? input.fact.author : itemOf(input).homeCity);

/** 不予受理决定书: outside the authority's power; names the right one (行政许可法 32 (2)). */
export const nonAcceptance: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { body } = input.fact;
  const competent = textOf(body, 'competentAuthority');
  const stated = textOf(body, 'legalGround');
  return noticeOf(input, {
    title: '不予受理决定书',
    paragraphs: [
      `你（单位）提出的“${item.name}”申请，经审查，依法不属于${issuerOf(input).issuer}职权范围，决定不予受理。`,
      `理由：${textOf(body, 'reason')}`,
      ...(competent ? [`请向有权机关申请：${competent}。`] : []),
    ],
    ground: `${stated}；${groundFor(item, '第三十二条第一款第二项、第二款')}`,
    remedies: remediesAt(governmentOf(input)),
    seal: SEAL,
    signatures: SIGNED,
  });
};

/** 不受理告知书: nothing has to be permitted at all (行政许可法 32 (1)); told at once, and no refusal. */
export const notRequired: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { body } = input.fact;
  return noticeOf(input, {
    title: '不受理告知书',
    paragraphs: [
      `你（单位）提出的“${item.name}”申请，经审查，依法不需要办理该事项，不予受理，现即时告知。`,
      `理由：${textOf(body, 'reason')}`,
      '本告知不影响你（单位）依法从事相关活动，也不影响今后就其他事项提出申请。',
    ],
    ground: `${textOf(body, 'legalGround')}；${groundFor(item, '第三十二条第一款第一项、第二款')}`,
    remedies: remediesAt(governmentOf(input)),
    seal: SEAL,
    signatures: SIGNED,
  });
};
