import { HANDLING_MODE_NAMES, type CollectedMaterial, type ServiceItemDefinition } from '#contracts';
import type { NoticeTemplate } from './notice-input.js';
import { collectedOf, itemOf, limitInWords, noticeOf } from './notice-words.js';

const FORMS: Readonly<Record<CollectedMaterial['form'], string>> = {
  PAPER: '纸质',
  ELECTRONIC: '电子',
  E_LICENCE: '电子证照',
  SHARED_DATA: '数据共享',
};

const lineOf = (item: ServiceItemDefinition, material: CollectedMaterial, index: number): string[] => [
  String(index + 1),
  item.materials.find(({ code }) => code === material.code)?.name ?? material.code,
  FORMS[material.form],
  material.form === 'PAPER' ? `${material.copies}份` : '—',
  material.originalSeen ? '已核对原件' : '—',
];

/** 收件凭证: what the window took in, and that this accepts nothing. */
export const receipt: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { application, receiptNo, windowId, mode } = collectedOf(input);
  const [collecting, home] = [input.nameOf(input.fact.author), input.nameOf(item.homeCity)];
  const decides =
    mode === 'DIRECT' ? `${collecting}依法` : mode === 'DELEGATED' ? `${item.department}或其受托机关` : item.department;
  const given = noticeOf(input, { title: '收件凭证', paragraphs: [] });
  return {
    ...given,
    issuer: `${collecting}政务服务窗口`,
    onBehalf: null,
    particulars: [
      ...given.particulars,
      ['收件编号', receiptNo],
      ['收件窗口', windowId],
      ['办理方式', HANDLING_MODE_NAMES[mode]],
      ['属地', home],
      ['承诺办结时限', `自受理之日起${limitInWords(item.promiseLimit)}`],
    ],
    paragraphs: [
      `你（单位）申请办理“${item.name}”的材料，本窗口已于当日收取，具体如下。`,
      `本凭证仅证明收件，不是受理决定。是否受理由${decides}自收到申请之日起${item.acceptWithinWorkingDays}个工作日内审核并告知；办理时限自受理之日的次日起计算。请凭办件编号查询进度。`,
      ...(application.note ? [`窗口备注：${application.note}`] : []),
    ],
    lists: [
      {
        title: '收取材料清单',
        head: ['序号', '材料名称', '形式', '份数', '原件核对'],
        rows: application.materials.map((material, index) => lineOf(item, material, index)),
      },
    ],
    seal: '收件专用章',
    signatures: ['收件人', '申请人（代理人）'],
  };
};
