import { pino, type DestinationStream } from 'pino';

/** Characters that are written at once even within a turn. */
const WRITE_AT = 32 * 1024;
/** What must be out before anything else happens: the process may be about to end. */
const URGENT = /^\{"level":"(?:error|fatal)"/;

let output: DestinationStream | undefined;

/**
 * Standard output for log lines, one for the process. Lines of one turn of the event loop leave in one write, which
 * under load is many lines: a write for each costs more than making them. Errors leave at once, and the end of the
 * process writes what is left; only a SIGKILL within a turn takes that turn's lines with it.
 */
export function logOutput(): DestinationStream {
  return (output ??= gathering(pino.destination({ fd: 1, sync: true })));
}

/** Gathers lines until the end of the turn, for a sink that writes at once. */
export function gathering(sink: DestinationStream): DestinationStream {
  let waiting = '';
  let due = false;
  const flush = (): void => {
    if (waiting === '') return;
    const lines = waiting;
    waiting = '';
    sink.write(lines);
  };
  process.once('exit', flush);
  return {
    write: (line: string): void => {
      waiting += line;
      if (waiting.length >= WRITE_AT || URGENT.test(line)) flush();
      else if (!due) {
        due = true;
        setImmediate(() => {
          due = false;
          flush();
        });
      }
    },
  };
}
