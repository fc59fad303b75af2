/** Properties of errors that say where and what, in words of a program: codes, names of tables and constraints. */
const TOLD = ['code', 'errno', 'syscall', 'severity', 'table', 'column', 'constraint', 'routine', 'details'] as const;
const MAX_SQL = 300;
const MAX_CAUSES = 5;

/**
 * An error as it is logged. Drivers put into an error whatever they worked on: parameters of the statement, the row
 * that was refused, the text that is no JSON. None of that may reach a log, so only known properties are taken, and
 * the message only from errors that do not quote.
 */
export function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const fields = new Map<string, unknown>(Object.entries(error));
  const told = TOLD.flatMap((key) => (isTellable(fields.get(key)) ? [[key, fields.get(key)] as const] : []));
  const quotes = isQuoting(error, fields);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const message = quotes ? 'message withheld: it may quote what it is about' : error.message;
  const query = fields.get('query');
  const cause: unknown = error.cause ?? fields.get('driverError');
  return {
    type: error.constructor.name,
    message,
    ...Object.fromEntries(told),
    // Statements are written with placeholders; what stands in their place is in the parameters, which stay out.
    ...(typeof query === 'string' ? { query: query.slice(0, MAX_SQL) } : {}),
    stack: quotes ? [message, ...frames].join('\n') : error.stack,
    ...(cause !== undefined && depth < MAX_CAUSES ? { cause: loggedError(cause, depth + 1) } : {}),
  };
}

/** Errors of PostgreSQL quote rows and values, those of a parser the text they could not read. */
function isQuoting(error: Error, fields: ReadonlyMap<string, unknown>): boolean {
  return error instanceof SyntaxError || fields.has('driverError') || typeof fields.get('severity') === 'string';
}

function isTellable(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || (typeof value === 'object' && value !== null);
}
