/** Counts of a run, by layer and by refusal code, and what should not have been. */
export class Tally {
  private readonly layers = new Map<string, Map<string, number>>();
  readonly findings: string[] = [];
  total = 0;
  private readonly outcomes = new Map<string, number>();

  count(layer: string, outcome: string): void {
    const row = this.layers.get(layer) ?? new Map<string, number>();
    this.layers.set(layer, row);
    row.set(outcome, (row.get(outcome) ?? 0) + 1);
    this.total += 1;
  }

  /** Counts an outcome over all layers, for a table of its own. */
  countOf(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  /** Outcomes of all layers in one line each. */
  outcomesText(): string {
    const rows = [...this.outcomes].sort((a, b) => b[1] - a[1]);
    return rows.map(([outcome, n]) => `  ${String(n).padStart(7)}  ${outcome}`).join('\n');
  }

  /** How many outcomes over all layers begin so. */
  ofOutcome(beginning: string): number {
    return [...this.outcomes].reduce((sum, [outcome, n]) => sum + (outcome.startsWith(beginning) ? n : 0), 0);
  }

  /** Keeps the first hundred in words; a fault that strikes every time would fill the memory that is watched. */
  found(what: string): void {
    if (this.findings.length < 100) this.findings.push(what);
  }

  of(outcome: string): number {
    return [...this.layers.values()].reduce((sum, row) => sum + (row.get(outcome) ?? 0), 0);
  }

  /** A table for people: one line a layer, outcomes by number. */
  text(): string {
    const lines = [...this.layers]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([layer, row]) => {
        const sum = [...row.values()].reduce((a, b) => a + b, 0);
        const parts = [...row].sort((a, b) => b[1] - a[1]).map(([outcome, n]) => `${outcome} ${n}`);
        return `  ${layer.padEnd(28)} ${String(sum).padStart(7)}  ${parts.join(', ')}`;
      });
    return lines.join('\n');
  }
}
