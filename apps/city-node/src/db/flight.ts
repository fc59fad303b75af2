import type { EventEmitter } from 'node:events';
import pg from 'pg';

/** What the client of `pg` asks of a query that it carries out; not in its types. */
interface Carried extends EventEmitter {
  /** The statement whose answers are being read: the client notes by these which statement it has parsed. */
  name: string | undefined;
  text: string;
  callback: (error: unknown) => void;
}
const Carried = pg.Query as unknown as new (text: string) => Carried;
const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils;

interface Wire {
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
  stream: { cork(): void; uncork(): void };
  parse(statement: { name: string | undefined; text: string }): void;
  bind(portal: { statement: string | undefined; values: readonly unknown[]; valueMapper: typeof prepareValue }): void;
  describe(what: { type: 'P'; name: string }): void;
  execute(portal: object): void;
  sync(): void;
}

interface Field {
  name: string;
  read: (text: string) => unknown;
}
type Row = Record<string, unknown>;

/** Columns of each named statement, as the server described them once per connection: they change with the plan only. */
const columns = new WeakMap<Wire, Map<string, readonly Field[]>>();

const readerOf = pg.types.getTypeParser as (type: number) => (text: string) => unknown;

/** One statement with what becomes of it. */
interface Statement {
  name: string | undefined;
  text: string;
  values: readonly unknown[];
  /** Null where nobody reads rows: nothing is described, and what comes is dropped. */
  rows: Row[] | null;
  resolve: (rows: Row[]) => void;
  reject: (error: unknown) => void;
}

/** The transaction had failed before this statement came to its turn. */
export const ABORTED = '25P02';
const aborted = (): Error => Object.assign(new Error('an earlier statement failed'), { code: ABORTED });

/**
 * Statements that are answered together, with one synchronisation behind the last: with one behind each, server and
 * client would write, wake and read as often as there are statements. Where one fails, the server skips all behind it.
 * Given to the client before it is closed, it goes on writing what is added: nothing else may be given to that client
 * meanwhile.
 */
export class Flight extends Carried {
  private readonly statements: Statement[] = [];
  /** The statement whose answers come next. */
  private at = 0;
  private fields: readonly Field[] = [];
  private known: Map<string, readonly Field[]> = new Map();
  private wire: Wire | undefined;
  private closed = false;
  private over = false;
  /** A value that could not be written, and of which statement. */
  private unwritten: { at: number; error: unknown } | undefined;
  /** The server's word on what it did last, such as COMMIT. */
  lastTag = '';

  constructor() {
    super('');
    this.callback = (error) => this.ended(error);
  }

  /** Adds a statement; its rows, or none where `reads` is not set. Rejects with code 25P02 where one before it failed. */
  add(
    statement: { name?: string | undefined; text: string; values: readonly unknown[] },
    reads: boolean,
  ): Promise<Row[]> {
    // The server tells of a failure before it is asked to answer.
    if (this.over) return Promise.reject(aborted());
    const { name, text, values } = statement;
    return new Promise((resolve, reject) => {
      this.statements.push({ name, text, values, rows: reads ? [] : null, resolve, reject });
      if (!this.wire) return;
      this.write(this.wire, this.statements.length - 1);
      if (this.at === this.statements.length - 1) this.turnTo(this.at);
    });
  }

  /** Nothing more is added: the server is to answer. */
  close(): void {
    this.closed = true;
    this.wire?.sync();
    this.wire?.stream.uncork();
  }

  get given(): boolean {
    return this.wire !== undefined;
  }

  /** Called by the client when the statements are to be written. */
  submit(wire: Wire): null {
    this.wire = wire;
    this.known = columns.get(wire) ?? new Map<string, readonly Field[]>();
    columns.set(wire, this.known);
    wire.stream.cork();
    for (const i of this.statements.keys()) this.write(wire, i);
    if (this.closed) wire.sync();
    wire.stream.uncork();
    // What is added from here on leaves in one write as well.
    if (!this.closed) wire.stream.cork();
    this.turnTo(0);
    return null;
  }

  private write(wire: Wire, at: number): void {
    if (this.unwritten) return;
    const { name, text, values, rows } = this.statements[at] as Statement;
    try {
      if (name === undefined || !(wire.parsedStatements[name] ?? wire.submittedNamedStatements[name])) {
        wire.parse({ name, text });
        if (name !== undefined) wire.submittedNamedStatements[name] = text;
      }
      wire.bind({ statement: name, values, valueMapper: prepareValue });
      if (rows && !(name !== undefined && this.known.has(name))) wire.describe({ type: 'P', name: '' });
      wire.execute({});
    } catch (error) {
      this.unwritten = { at, error };
    }
  }

  private turnTo(at: number): void {
    this.at = at;
    const statement = this.statements[at];
    this.name = statement?.name;
    this.text = statement?.text ?? '';
    this.fields = (statement?.name !== undefined && this.known.get(statement.name)) || [];
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.fields = fields.map(({ name, dataTypeID }) => ({ name, read: readerOf(dataTypeID) }));
    if (this.name !== undefined) this.known.set(this.name, this.fields);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const rows = this.statements[this.at]?.rows;
    if (!rows) return;
    const row: Row = {};
    for (const [i, field] of this.fields.entries()) {
      const text = fields[i] ?? null;
      row[field.name] = text === null ? null : field.read(text);
    }
    rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.lastTag = text;
    this.turnTo(this.at + 1);
  }

  /** Every statement was answered. */
  handleReadyForQuery(): void {
    if (this.unwritten) this.at = Math.min(this.at, this.unwritten.at);
    this.callback(this.unwritten ? this.unwritten.error : null);
  }

  /** The statement in turn failed, or the connection did. */
  handleError(error: unknown): void {
    this.callback(error);
  }

  private ended(error: unknown): void {
    this.callback = () => undefined;
    this.over = true;
    for (const [i, { text, rows, resolve, reject }] of this.statements.entries()) {
      if (error === null || i < this.at) resolve(rows ?? []);
      else if (i > this.at) reject(aborted());
      else {
        // The log names the statement; its parameters stay out.
        if (typeof error === 'object') Object.assign(error as object, { query: text });
        reject(error);
      }
    }
    if (error !== null) this.forgetUnparsed();
  }

  /** The server skipped what came behind the failure: it has to be parsed when it comes again. */
  private forgetUnparsed(): void {
    for (const { name } of this.statements.slice(this.at)) {
      if (name !== undefined) delete this.wire?.submittedNamedStatements[name];
    }
  }
}
