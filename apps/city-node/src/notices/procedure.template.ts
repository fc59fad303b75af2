import type { NoticeTemplate } from './notice-input.js';
import { dueInWords, groundFor, itemOf, noticeOf, textOf } from './notice-words.js';

const PROCEDURES: Readonly<Record<string, string>> = {
  HEARING: '听证',
  INSPECTION: '现场勘验',
  TEST: '检验检测',
  EXPERT_REVIEW: '专家评审',
  PUBLIC_NOTICE: '公示',
};

/** 特别程序告知书: what is done, how long it takes, and that this time is not counted (行政许可法 45). */
export const procedure: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { body, act } = input.fact;
  const kind = PROCEDURES[act ?? ''] ?? '特别程序';
  const days = textOf(body, 'workingDays');
  const notice = noticeOf(input, { title: '特别程序告知书', paragraphs: [] });
  return {
    ...notice,
    particulars: [...notice.particulars, ['特别程序', kind], ['所需时间', `${days}个工作日`]],
    paragraphs: [
      `你（单位）提出的“${item.name}”申请，本机关已经受理。根据该事项办理要求，现需进行${kind}。`,
      `原因：${textOf(body, 'reason')}`,
      `上述程序所需时间为${days}个工作日，自本告知书日期的次日起计算，不计入办理时限。程序结束后，剩余办理时限接续计算，结果将另行告知。`,
      ...(act === 'HEARING' ? ['申请人、利害关系人不承担组织听证的费用，听证的时间、地点将于举行七日前通知。'] : []),
    ],
    ground: groundFor(item, act === 'HEARING' ? '第四十五条、第四十七条、第四十八条' : '第四十五条'),
    signatures: ['申请人（代理人）签收', '签收日期'],
  };
};

/** 延期告知书: once, with reason and approval (行政许可法 42). */
export const extension: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { body } = input.fact;
  const days = textOf(body, 'workingDays');
  const { dueOn, provisional } = input.ref;
  const notice = noticeOf(input, { title: '延期告知书', paragraphs: [] });
  return {
    ...notice,
    particulars: [
      ...notice.particulars,
      ['延长时间', `${days}个工作日`],
      ['批准人', textOf(body, 'approver')],
      ...(dueOn ? ([['延期后办结日期', dueInWords(dueOn, provisional)]] as const) : []),
    ],
    paragraphs: [
      `你（单位）提出的“${item.name}”申请，本机关不能在规定的办理时限内作出决定，经本机关负责人批准，办理时限延长${days}个工作日。`,
      `延期理由：${textOf(body, 'reason')}`,
      '办理时限只延长一次。',
    ],
    ground: groundFor(item, '第四十二条第一款'),
    signatures: ['申请人（代理人）签收', '签收日期'],
  };
};
