import { entry } from './catalogue-entry.js';

/** Codes of the exceptional paths of a case: corrections, deferred materials, promises, procedures, queues. */
export const REVIEW_ERRORS = {
  defect_unknown: entry(
    422,
    '补正内容不在该事项的表单或材料清单内',
    '请按事项清单选择需要补正的字段或材料',
    "A defect names no field or material of the case's item version; details list them.",
  ),
  correction_incomplete: entry(
    422,
    '补正告知书所列内容尚未全部补齐',
    '请补齐标出的字段和材料后一并提交',
    'The supplement leaves out something that the notice names; details list it.',
  ),
  term_not_over: entry(
    409,
    '期限尚未届满，不能按逾期办理',
    '请在期限届满之后再办理；期限内仍可补交',
    'The term that the applicant was given is not over; details name its last day.',
  ),
  waiting_for_link: entry(
    503,
    '暂时无法向收件地核实有无补交，不能按逾期办理',
    '请在链路恢复后再办理；收件地可能已收到补交材料',
    'The collecting city did not answer whether it has taken in anything; silence cannot be proven.',
  ),
  case_changed_elsewhere: entry(
    409,
    '收件地已有新的办理记录正在途中',
    '请等待其到达后再决定是否继续',
    'The collecting city has stated something that has not arrived here yet.',
  ),
  material_not_deferrable: entry(
    422,
    '所列材料不能容缺',
    '只能选择事项清单标明可容缺、且尚未提交的材料',
    'A material is not deferrable by the item, or is there already; details list them.',
  ),
  material_not_owed: entry(
    422,
    '补交的材料与容缺清单不符',
    '请按容缺受理通知书所列材料一次补齐',
    'What is supplied is not exactly what is owed; details list missing and extra materials.',
  ),
  defer_date_invalid: entry(
    422,
    '容缺补交期限不符合要求',
    '补交期限不得早于今日，也不得晚于承诺办结期限',
    'The last day for deferred materials is past, or later than the promised limit; details name both ends.',
  ),
  commitment_not_offered: entry(
    422,
    '本办件不适用告知承诺',
    '请按一般程序办理',
    'The item has no commitment terms, or the applicant signed none with this application.',
  ),
  procedure_not_declared: entry(
    422,
    '该事项的清单没有这项特别程序',
    '只能启动事项清单载明的特别程序',
    'The item does not declare this special procedure.',
  ),
  procedure_too_long: entry(
    422,
    '特别程序所需时间超过事项清单的上限',
    '请在上限之内确定所需工作日',
    'More working days than the item declares for this procedure; details name the most.',
  ),
  review_step_missing: entry(
    409,
    '尚缺该事项要求的审查意见',
    '请先由承办、审核人员签署意见',
    'The item asks for opinions that have not been given; details list the steps.',
  ),
  review_step_unknown: entry(
    422,
    '该事项没有这一审查环节',
    '请按事项清单的审查环节办理',
    'The item does not ask for this review step.',
  ),
  four_eyes: entry(
    409,
    '该事项要求不同人员分别承办、审核、批准',
    '请由未参与本办件其他审查环节的人员办理',
    'Somebody who has taken another review role of this case may not take this one.',
  ),
  papers_missing: entry(
    409,
    '两市约定须收到纸质原件后方可受理',
    '请在签收纸质材料后受理',
    'The agreement asks for originals, and their arrival is not recorded.',
  ),
} as const;
