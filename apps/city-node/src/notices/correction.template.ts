import type { ServiceItemDefinition } from '#contracts';
import type { NoticeTemplate } from './notice-input.js';
import { dayInWords, groundFor, itemOf, lastOf, noticeOf, textOf } from './notice-words.js';

interface DefectRead {
  readonly kind: 'FIELD' | 'MATERIAL';
  readonly code: string;
  readonly problem: string;
  readonly remedy: string;
  readonly visibleBefore?: boolean;
}

function nameOf(item: ServiceItemDefinition, { kind, code }: DefectRead): string {
  const name =
    kind === 'MATERIAL'
      ? item.materials.find((material) => material.code === code)?.name
      : item.fields.find((field) => field.code === code)?.label;
  return name ?? code;
}

/** 补正告知书: once, with all that has to be mended (行政许可法 32 (4)); a later round says what it is. */
export const correction: NoticeTemplate = (input) => {
  const item = itemOf(input);
  const { body } = input.fact;
  const defects = (Array.isArray(body.defects) ? body.defects : []) as DefectRead[];
  const dueOn = textOf(body, 'dueOn');
  const round = Number(body.round ?? 1);
  const supplied = lastOf(input.facts, 'correction.supplied') !== undefined;
  const late = defects.some((defect) => defect.visibleBefore === true);
  const notice = noticeOf(input, { title: '补正告知书', paragraphs: [] });
  return {
    ...notice,
    title: round > 1 ? `补正告知书（第${round}次）` : '补正告知书',
    particulars: [...notice.particulars, ['补正截止', dueOn ? dayInWords(dueOn) : '—']],
    paragraphs: [
      `你（单位）提出的“${item.name}”申请，经审查，申请材料不齐全或者不符合规定形式。现将需要补正的全部内容一次性告知如下。`,
      `请于补正截止日（含当日）前，向收件窗口提交补正内容，只需提交变更和补充的部分。按本告知书全部补正的，本机关将予以受理；逾期未补正的，本次申请终止办理，可以备齐材料后重新申请。`,
      ...(round > 1 && supplied ? ['本次告知仅针对前次补正后提交的内容中仍需更正之处。'] : []),
      ...(late ? ['标有“※”的内容在前次告知时即可发现而未告知，本机关已报监督机构，由此产生的不便谨致歉意。'] : []),
    ],
    lists: [
      {
        title: `补正内容（共${defects.length}项）`,
        head: ['序号', '类别', '名称', '存在问题', '补正要求'],
        rows: defects.map((defect, index) => [
          `${index + 1}${defect.visibleBefore === true ? '※' : ''}`,
          defect.kind === 'MATERIAL' ? '材料' : '表单',
          nameOf(item, defect),
          defect.problem,
          defect.remedy,
        ]),
      },
    ],
    ground: groundFor(item, '第三十二条第一款第四项'),
    seal: '行政审批受理专用章',
    signatures: ['申请人（代理人）签收', '签收日期'],
  };
};
