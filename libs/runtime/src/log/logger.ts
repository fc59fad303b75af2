import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { logOutput } from './log-output.js';
import { redactLine } from './log-redaction.js';
import { loggedError } from './logged-error.js';

/** Levels of the log, from nothing left out to nothing written. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** One of `LOG_LEVELS`. */
export type LogLevelName = (typeof LOG_LEVELS)[number];

/** Settings of `createLogger`. */
export interface LoggerOptions {
  readonly level: LogLevelName;
  /** Name of the process, written as `app` (the key `name` is kept for people and therefore redacted). */
  readonly name: string;
  /** Region code of the city the process belongs to, if it belongs to one. */
  readonly city?: string;
}

/** The process's log: JSON lines on standard output, ISO time in UTC, level as a word, personal data taken out. */
export function createLogger({ level, name, city }: LoggerOptions, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { app: name, ...(city === undefined ? {} : { city }), pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: loggedError },
      hooks: { streamWrite: redactLine },
    },
    destination ?? logOutput(),
  );
}
