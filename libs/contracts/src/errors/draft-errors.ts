import { entry } from './catalogue-entry.js';

/** Codes of drafts and saved views. */
export const DRAFT_ERRORS = {
  draft_not_found: entry(
    404,
    '没有这份草稿',
    '草稿可能已提交、已删除或已超过保留期，请重新填写',
    'None of the caller with this id, or it has ended.',
  ),
  draft_changed: entry(
    409,
    '这份草稿已在别处修改',
    '请载入最新内容后继续填写',
    'Another page saved a newer version; details tell which.',
  ),
  draft_ended: entry(
    409,
    '这份草稿已提交或已删除',
    '请到办件列表查看，或重新收件',
    'The case was collected from it, or it was discarded; nothing is saved under its id again.',
  ),
  draft_too_many: entry(
    409,
    '草稿数量已达上限',
    '请先提交或删除不再需要的草稿',
    'One person keeps 50 drafts, and 50 saved views, at most.',
  ),
} as const;
