/** What a check found wrong, by case or link; a case counts once per kind, however much is wrong with it. */
export class Findings {
  readonly lostCases = new Set<string>();
  readonly doubledCases = new Set<string>();
  readonly refusedCases = new Set<string>();
  /** Sentences for the report, in order of finding. */
  readonly sentences: string[] = [];

  lost(what: string, why: string): void {
    this.add(this.lostCases, 'lost', what, why);
  }

  doubled(what: string, why: string): void {
    this.add(this.doubledCases, 'doubled', what, why);
  }

  refused(what: string, why: string): void {
    this.add(this.refusedCases, 'refused wrongly', what, why);
  }

  private add(to: Set<string>, kind: string, what: string, why: string): void {
    to.add(what);
    this.sentences.push(`${kind}: ${what}: ${why}`);
  }

  get clean(): boolean {
    return this.lostCases.size + this.doubledCases.size + this.refusedCases.size === 0;
  }
}
