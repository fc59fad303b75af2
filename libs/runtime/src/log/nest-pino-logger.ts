import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';

/** Lets Nest and its `Logger` write through the process's pino log; Nest's `log` is `info`, its `verbose` is `trace`. */
export class NestPinoLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.logger.isLevelEnabled(level)) return;
    const fields: Record<string, unknown> = {};
    const details = rest.filter((part) => part !== undefined);
    // Nest's convention: a last text is the context; an error's stack may stand before it or alone.
    const last = details.at(-1);
    if (typeof last === 'string' && !looksLikeStack(last)) fields['context'] = details.pop();
    const stack = details.find((part) => typeof part === 'string' && looksLikeStack(part));
    const others = details.filter((part) => part !== stack);
    const error = message instanceof Error ? message : others.find((part) => part instanceof Error);
    if (error) fields['err'] = error;
    else if (stack !== undefined) fields['stack'] = stack;
    const further = others.filter((part) => part !== error);
    if (further.length > 0) fields['details'] = further;
    if (typeof message === 'object' && message !== null && !(message instanceof Error)) fields['data'] = message;
    this.logger[level](fields, textOf(message));
  }
}

function textOf(message: unknown): string | undefined {
  if (message instanceof Error) return message.message;
  return typeof message === 'object' && message !== null ? undefined : String(message);
}

function looksLikeStack(text: string): boolean {
  return /\n[ \t]+at .+/.test(text);
}
