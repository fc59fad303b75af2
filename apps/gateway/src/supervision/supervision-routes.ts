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
  listFigures: {
    method: 'GET',
    path: '/supervision/figures',
    desk: 'supervision',
    zh: '监督统计：按城市对、事项、方式、窗口或时间汇总',
    answer: 'Figures',
    errors: ['figures_range'],
  },
  listOpenCases: {
    method: 'GET',
    path: '/supervision/open-cases',
    desk: 'supervision',
    zh: '统计背后的在办件，不含个人信息',
    answer: 'OpenCases',
  },
  recountFigures: {
    method: 'POST',
    path: '/supervision/recount',
    desk: 'supervision',
    zh: '由办件记录重新统计',
    answer: 'Recount',
  },
} as const satisfies Partial<Record<CommandKey, Route>>;
