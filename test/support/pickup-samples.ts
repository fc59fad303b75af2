import * as contracts from '#contracts';
import type { Json, Shape } from './shape-samples.js';

/** Inputs of a pickup desk, each as good as it comes; `ACT` names the case. */
export const pickupSamples = (ACT: { caseNo: string }): [Shape, ...Json[]][] => [
  [contracts.ShelveResult, { ...ACT, shelfDays: 30 }],
  [
    contracts.HandOver,
    { ...ACT, pickupCode: '123456', identityMethod: 'CARD_READER', receivedBy: 'AGENT', certificateTail: '101X' },
  ],
  [contracts.ListShelf, { state: 'OVER', pointId: 'XT-P01', page: 1 }, {}],
  [contracts.FindByPickupCode, { pickupCode: '123456', caseNo: ACT.caseNo }, { pickupCode: '000000' }],
  [contracts.ReissuePickupCode, { ...ACT, identityMethod: 'DOCUMENT_SEEN', certificateTail: '1018' }],
];
