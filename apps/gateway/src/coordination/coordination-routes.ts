import type { CommandKey } from '#contracts';
import type { Route } from '../routes.js';

/** Addresses about who decides: delegations, oversight, jurisdiction. */
export const COORDINATION_ROUTES = {
  publishDelegation: {
    method: 'POST',
    path: '/delegations',
    desk: 'coordination',
    zh: '发布授权委托；同一编号的后一份取代前一份',
    answer: 'Delegation',
    status: 201,
    errors: ['delegation_invalid', 'city_unknown'],
  },
  listDelegations: {
    method: 'GET',
    path: '/delegations',
    desk: 'coordination',
    zh: '授权委托',
    answer: 'Delegations',
  },
  takeBackCase: {
    method: 'POST',
    path: '/cases/:caseNo/take-back',
    desk: 'coordination',
    zh: '属地收回授权委托办件',
    answer: 'Case',
  },
  sampleCase: {
    method: 'POST',
    path: '/cases/:caseNo/sampling',
    desk: 'coordination',
    zh: '属地抽查授权委托办件',
    answer: 'Case',
  },
  disputeRecord: {
    method: 'POST',
    path: '/cases/:caseNo/record-dispute',
    desk: 'coordination',
    zh: '属地对直接办理的记录提出异议',
    answer: 'Case',
  },
  settleRecord: {
    method: 'POST',
    path: '/cases/:caseNo/record-settlement',
    desk: 'coordination',
    zh: '了结备案异议',
    answer: 'Case',
  },
  disputeJurisdiction: {
    method: 'POST',
    path: '/cases/:caseNo/jurisdiction-dispute',
    desk: 'coordination',
    zh: '管辖异议',
    answer: 'Case',
    errors: ['city_unknown'],
  },
  settleJurisdiction: {
    method: 'POST',
    path: '/cases/:caseNo/jurisdiction-settlement',
    desk: 'coordination',
    zh: '上级协调后确认管辖',
    answer: 'Case',
  },
  rerouteCase: {
    method: 'POST',
    path: '/cases/:caseNo/rerouting',
    desk: 'coordination',
    zh: '转办至有管辖权的城市',
    answer: 'Case',
    errors: [
      'city_unknown',
      'item_unknown',
      'item_not_agreed',
      'item_not_effective',
      'item_withdrawn',
      'applicant_type_not_allowed',
      'agent_not_allowed',
    ],
  },
} as const satisfies Partial<Record<CommandKey, Route>>;
