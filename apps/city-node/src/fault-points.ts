import { FaultPoints } from '#runtime';

/** Every place where a test may make the node die, fail or stand still: one in each window between two commits. */
export const FAULT_POINTS = [
  'state.committed',
  'seal.signed',
  'seal.committed',
  'send.packed',
  'send.published',
  'apply.opened',
  'apply.before-commit',
  'apply.committed',
  'apply.receipt-published',
  'settle.received',
  'settle.committed',
] as const;
export type FaultPointName = (typeof FAULT_POINTS)[number];
export type NodeFaultPoints = FaultPoints<FaultPointName>;
