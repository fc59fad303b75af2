import { FiguresQuestion, OpenCasesQuestion, TongbanError, type FiguresAnswer } from '#contracts';
import type { Answerer } from '../exchange/status/answerer.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { checkRange } from './figure-range.rules.js';
import type { FigureReads, Scope } from './figure-reads.js';
import type { OpenCaseReads } from './open-case-reads.js';

/**
 * Tells figures, and the cases behind them, to other cities: to one that the directory names as a supervisor of this city all that is counted here,
 * to a city with an agreement the pairs that it is part of, to nobody else.
 */
export class FigureAnswers {
  constructor(
    private readonly self: string,
    private readonly directory: DirectoryService,
    private readonly reads: FigureReads,
    private readonly cases: OpenCaseReads,
  ) {}

  registerAnswers(answerer: Answerer): void {
    answerer.register('supervision.figures', FiguresQuestion, (from, question) => this.answer(from, question));
    answerer.register('supervision.cases', OpenCasesQuestion, (from, question) =>
      this.cases.answer(question, this.scopeFor(from)),
    );
  }

  private async answer(from: string, question: FiguresQuestion): Promise<FiguresAnswer> {
    const scope = this.scopeFor(from);
    checkRange(question);
    return this.reads.answer(question, scope);
  }

  /** Throws figures_not_entitled. */
  scopeFor(asker: string): Scope {
    const { current } = this.directory;
    if (current.supervisedBy(asker).includes(this.self)) return { self: this.self, with: null };
    if (current.agreedWith(this.self).includes(asker)) return { self: this.self, with: asker };
    throw new TongbanError('figures_not_entitled', { city: this.self });
  }
}
