import * as contracts from '#contracts';
import type { Json, Shape } from './shape-samples.js';

/** Good values of what the machine room asks. */
export const operationsSamples = (hash: string): [Shape, ...Json[]][] => [
  [contracts.ListQueue, { partner: '430100', state: 'OPEN', page: 1, pageSize: 20 }],
  [contracts.ActOnMessage, { partner: '430100', direction: 'in', number: 7, act: 'RETURN', reason: '示例：演练' }],
  [contracts.HoldPartner, { partner: '430100', reason: '示例：对方维护', until: '2026-11-22T10:00:00.000Z' }],
  [contracts.ItemRef, { homeCity: '430100', itemCode: 'CS-YB-001' }],
  [contracts.MessageReturnQuestion, { number: 7, eventHash: hash, reason: '示例：演练' }],
  [contracts.MessageReturnAnswer, { number: 7 }],
];
