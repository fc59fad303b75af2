import { entry } from './catalogue-entry.js';

/** Codes of the queue of one city: claims and deputies. */
export const QUEUE_ERRORS = {
  claimed_by_other: entry(
    409,
    '该办件已由其他人员领办',
    '请由领办人员或其 AB 岗办理，或请督查人员释放',
    'Somebody else has claimed the case, and the caller does not stand in for that person today.',
  ),
  claim_not_yours: entry(
    409,
    '该办件不由您领办，不能退回',
    '请由领办人员退回，或请督查人员释放',
    'Only who has claimed a case hands it back; a supervisor may release any.',
  ),
  reasons_full: entry(
    422,
    '该事项的常用理由已满',
    '请先删除不再使用的理由',
    'The library of reasons keeps at most fifty sentences for one act and item.',
  ),
  reason_not_yours: entry(
    409,
    '该常用语由他人保存，不能修改或删除',
    '请保存一条自己的常用语；保存人停用后其他审核人员可以删除',
    'Only who keeps a sentence changes or removes it; what a person who left keeps may be removed by anybody.',
  ),
  reason_unknown: entry(
    404,
    '没有这条常用语',
    '可能已被删除，请重新打开后再试',
    'The library of reasons holds no sentence of this number.',
  ),
  deputy_invalid: entry(
    422,
    'AB 岗设置有误',
    '请选择本市两名审核人员，代岗人不得为已停用账号，截止日不得早于起始日',
    'Both must be reviewers of this city, not the same person, the deputy not disabled, and the term not turned round.',
  ),
} as const;
