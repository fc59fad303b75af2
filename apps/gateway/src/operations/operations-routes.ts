import type { CommandKey } from '#contracts';
import type { Route } from '../routes.js';

/** Addresses of the machine room: partners, statements, messages that stand, keys, versions of items, health. */
export const OPERATIONS_ROUTES = {
  listCalendar: { method: 'GET', path: '/calendar', desk: 'operations', zh: '工作日历', answer: 'CalendarYears' },
  importCalendar: {
    method: 'POST',
    path: '/calendar',
    desk: 'operations',
    zh: '导入一年的工作日历，重新计算期限',
    answer: 'CalendarYear',
    status: 201,
    errors: ['calendar_invalid'],
  },
  listPartners: { method: 'GET', path: '/partners', desk: 'operations', zh: '协作城市链路', answer: 'Partners' },
  makeStatement: {
    method: 'POST',
    path: '/partners/:partner/statements',
    desk: 'operations',
    zh: '与协作城市对账',
    answer: 'Statement',
    errors: ['city_unknown', 'partner_unreachable', 'link_held'],
  },
  releasePartner: {
    method: 'POST',
    path: '/partners/:partner/release',
    desk: 'operations',
    zh: '由备份恢复后，确认不再等待协作城市核对',
    answer: 'Partners',
    errors: ['city_unknown'],
  },
  listStatements: {
    method: 'GET',
    path: '/partners/:partner/statements',
    desk: 'operations',
    zh: '对账记录',
    answer: 'Statements',
    errors: ['city_unknown'],
  },
  listMessages: { method: 'GET', path: '/messages', desk: 'operations', zh: '滞留的消息', answer: 'StuckMessageList' },
  listQueue: { method: 'GET', path: '/message-queue', desk: 'operations', zh: '消息处置队列', answer: 'QueueEntries' },
  actOnMessage: {
    method: 'POST',
    path: '/message-queue',
    desk: 'operations',
    zh: '处置一条消息：重发、重新办理、退回或办结',
    answer: 'QueueEntry',
    errors: ['city_unknown', 'message_not_found', 'message_act_not_allowed', 'partner_unreachable', 'question_unknown'],
  },
  probePartner: {
    method: 'POST',
    path: '/partners/:partner/probe',
    desk: 'operations',
    zh: '探测协作城市，比对双方链路编号',
    answer: 'Probe',
    errors: ['city_unknown', 'partner_unreachable', 'link_held'],
  },
  listKeys: { method: 'GET', path: '/keys', desk: 'operations', zh: '密钥有效期', answer: 'Keys' },
  itemVersions: {
    method: 'GET',
    path: '/items/:homeCity/:itemCode/versions',
    desk: 'operations',
    zh: '事项各版本及差异',
    answer: 'ItemVersions',
    errors: ['city_unknown', 'item_unknown'],
  },
  nodeHealth: { method: 'GET', path: '/node-health', desk: 'operations', zh: '本市节点运行状况与告警', answer: 'NodeHealth' },
} as const satisfies Partial<Record<CommandKey, Route>>;
