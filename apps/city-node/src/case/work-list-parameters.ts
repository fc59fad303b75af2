/** Values of a statement, numbered as they are named. */
export class Parameters {
  readonly values: unknown[] = [];

  /** The name of a value in the statement. */
  of(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
