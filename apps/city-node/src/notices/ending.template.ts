import type { NoticeTemplate } from './notice-input.js';
import { dayInWords, itemOf, noticeOf, textOf } from './notice-words.js';

const SIGNED = ['申请人（代理人）签收', '签收日期'];

/** 退件通知书: papers given back before acceptance; it says itself that it decides nothing. */
export const returned: NoticeTemplate = (input) =>
  noticeOf(input, {
    title: '退件通知书',
    paragraphs: [
      `你（单位）提出的“${itemOf(input).name}”申请尚未受理，现将申请材料退回。`,
      `退件原因：${textOf(input.fact.body, 'reason')}`,
      '退件不是不予受理或者不予办理的决定，不影响重新申请。对退件有异议、要求本机关作出书面决定的，可以通过收件窗口提出。',
    ],
    seal: '行政审批受理专用章',
    signatures: SIGNED,
  });

/** 终止办理告知书: a correction or a deferred material that did not come in time. */
export const lapse: NoticeTemplate = (input) => {
  const { body, act } = input.fact;
  const dueOn = textOf(body, 'dueOn');
  const day = dueOn ? dayInWords(dueOn) : '规定日期';
  const missed = act === 'DEFERRED' ? '补交容缺材料' : '提交补正内容';
  const reason = textOf(body, 'reason');
  return noticeOf(input, {
    title: '终止办理告知书',
    paragraphs: [
      `你（单位）提出的“${itemOf(input).name}”申请，因截至${day}未按告知要求${missed}，本次办理终止。`,
      ...(reason ? [`说明：${reason}`] : []),
      '本机关已向收件地核实，截止日前未收到上述内容。终止办理不是不予办理的决定，备齐材料后可以重新申请。',
    ],
    signatures: SIGNED,
  });
};

/** 撤回确认书: the applicant took the application back before the decision. */
export const withdrawal: NoticeTemplate = (input) => {
  const given = noticeOf(input, { title: '撤回确认书', paragraphs: [] });
  const atWindow = input.fact.type === 'case.withdrawn';
  const confirms = atWindow ? '因尚未转递，收件窗口确认撤回' : '因尚未作出决定，本机关同意撤回';
  return {
    ...given,
    // Before it left, nobody but the window that took it in has seen the case.
    ...(atWindow
      ? { issuer: `${input.nameOf(input.fact.author)}政务服务窗口`, onBehalf: null, seal: '收件专用章' }
      : {}),
    paragraphs: [
      `你（单位）就“${itemOf(input).name}”提出的撤回申请收悉。${confirms}，本次办理结束。`,
      `撤回说明：${textOf(input.fact.body, 'reason')}`,
      '已提交的纸质材料由收件窗口退还。撤回不影响重新申请。',
    ],
    signatures: SIGNED,
  };
};

/** 不予撤回告知书: why the application cannot be taken back any more. */
export const withdrawalRefusal: NoticeTemplate = (input) =>
  noticeOf(input, {
    title: '不予撤回告知书',
    paragraphs: [
      `你（单位）就“${itemOf(input).name}”提出的撤回申请，本机关不予同意，办理继续进行。`,
      `理由：${textOf(input.fact.body, 'reason')}`,
    ],
    signatures: SIGNED,
  });
