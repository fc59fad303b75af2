import { entry } from './catalogue-entry.js';

/** Codes of the operator's acts on messages. */
export const OPERATIONS_ERRORS = {
  message_not_found: entry(
    404,
    '没有这条滞留消息',
    '请刷新列表，它可能已由他人处置或已自动恢复',
    'No outcome is noted for this number of this link.',
  ),
  hold_end_invalid: entry(
    422,
    '预计恢复时间须晚于现在，且在 7 天之内',
    '请与对方确认后重新填写恢复时间',
    'A hold of a link ends in the future, at most seven days ahead.',
  ),
  message_act_not_allowed: entry(
    409,
    '这条消息现在不能这样处置',
    '请按页面提示的处置方式办理',
    'The act does not fit the direction, the outcome or what was done before.',
  ),
} as const;
