import type { Route } from '../routes.js';

/** Addresses of what belongs to the caller alone. */
export const DRAFT_ROUTES = {
  listDrafts: { method: 'GET', path: '/drafts', desk: 'counter', zh: '我的草稿', answer: 'Drafts' },
  getDraft: {
    method: 'GET',
    path: '/drafts/:draftId',
    desk: 'counter',
    zh: '打开草稿',
    answer: 'Draft',
    errors: ['draft_not_found'],
  },
  saveDraft: {
    method: 'POST',
    path: '/drafts/:draftId',
    desk: 'counter',
    zh: '保存草稿',
    answer: 'DraftSummary',
    errors: ['draft_changed', 'draft_ended', 'draft_too_many'],
  },
  discardDraft: {
    method: 'POST',
    path: '/drafts/:draftId/discard',
    desk: 'counter',
    zh: '删除草稿',
    answer: 'Drafts',
  },
  listViews: { method: 'GET', path: '/views', desk: 'supervision', zh: '我的常用视图', answer: 'SavedViews' },
  saveView: {
    method: 'POST',
    path: '/views',
    desk: 'supervision',
    zh: '保存常用视图',
    answer: 'SavedViews',
    errors: ['draft_too_many'],
  },
  removeView: { method: 'POST', path: '/views/removal', desk: 'supervision', zh: '删除常用视图', answer: 'SavedViews' },
} as const satisfies Record<string, Route>;
