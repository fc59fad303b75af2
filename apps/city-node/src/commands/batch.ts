import {
  CASE_STATUS_NAMES,
  ERROR_CATALOGUE,
  TongbanError,
  type BatchCase,
  type BatchItemView,
  type BatchView,
} from '#contracts';
import type { ActDone } from '../case/act-groups.js';
import type { CommandContext } from '../case/case-desk.service.js';

/**
 * The same act on many cases: each by a command of its own, so that a repeat does none of them twice, and each answered
 * by itself. They wait together and share a transaction as acts of many people do.
 */
export async function inBatch<C extends BatchCase>(
  context: CommandContext,
  label: string,
  cases: readonly C[],
  work: (context: CommandContext, one: C) => Promise<ActDone>,
): Promise<BatchView> {
  const items = await Promise.all(
    cases.map(async (one): Promise<BatchItemView> => {
      const own = {
        ...context,
        commandId: `${context.commandId ?? ''}/${one.caseNo}`,
        ifMatch: one.revision ?? null,
      };
      try {
        return done(one.caseNo, await work(own, one));
      } catch (error) {
        if (!(error instanceof TongbanError)) throw error;
        return refused(one.caseNo, error);
      }
    }),
  );
  const carriedOut = items.filter((item) => item.done).length;
  return { label, done: carriedOut, refused: items.length - carriedOut, items };
}

function done(caseNo: string, act: ActDone): BatchItemView {
  const status = act.repeated ? null : act.file.status;
  return { caseNo, done: true, status, statusZh: status && CASE_STATUS_NAMES[status], code: null, words: null };
}

function refused(caseNo: string, { code, details }: TongbanError): BatchItemView {
  const words = typeof details.reason === 'string' ? details.reason : ERROR_CATALOGUE[code].zh;
  return { caseNo, done: false, status: null, statusZh: null, code, words };
}
