import type { CommandKey } from '#contracts';
import type { Route } from '../routes.js';

/** Addresses of 电子监察: the cards, what is answered to them, and the thresholds. */
export const SUPERVISION_ROUTES = {
  listCards: { method: 'GET', path: '/supervision/cards', desk: 'supervision', zh: '电子监察列表', answer: 'Cards' },
  replyCard: {
    method: 'POST',
    path: '/cases/:caseNo/cards/:cardId/reply',
    desk: 'supervision',
    zh: '监察回复',
    answer: 'Case',
    errors: ['card_not_found', 'card_answered'],
  },
  appealCard: {
    method: 'POST',
    path: '/cases/:caseNo/cards/:cardId/appeal',
    desk: 'supervision',
    zh: '监察申诉',
    answer: 'Case',
    errors: ['card_not_found', 'card_answered'],
  },
  cancelCard: {
    method: 'POST',
    path: '/cases/:caseNo/cards/:cardId/cancellation',
    desk: 'supervision',
    zh: '监察撤销',
    answer: 'Case',
    errors: ['card_not_found', 'card_answered'],
  },
  listThresholds: {
    method: 'GET',
    path: '/supervision/thresholds',
    desk: 'supervision',
    zh: '监察阈值',
    answer: 'Thresholds',
  },
  setThresholds: {
    method: 'POST',
    path: '/supervision/thresholds',
    desk: 'supervision',
    zh: '设置一个环节的监察阈值',
    answer: 'Thresholds',
  },
} as const satisfies Partial<Record<CommandKey, Route>>;
