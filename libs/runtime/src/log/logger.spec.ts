import { Logger as NestLogger } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { REDACTED_KEYS, redactLine } from './log-redaction.js';
import { createLogger, type LogLevelName } from './logger.js';
import { NestPinoLogger } from './nest-pino-logger.js';

type Line = Record<string, unknown>;

function logInMemory(level: LogLevelName = 'trace') {
  const lines: string[] = [];
  const logger = createLogger({ level, name: 'city-node', city: '430100' }, { write: (line) => lines.push(line) });
  return { logger, lines, last: (): Line => JSON.parse(lines.at(-1) ?? '{}') as Line };
}

describe('the log', () => {
  it('is one JSON line with ISO time, level as a word, process and city', () => {
    const { logger, lines, last } = logInMemory();
    logger.info({ caseNo: 'KY1' }, 'case collected');
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    expect(last()).toMatchObject({
      level: 'info',
      app: 'city-node',
      city: '430100',
      caseNo: 'KY1',
      msg: 'case collected',
    });
    expect(String(last()['time'])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it.each(REDACTED_KEYS)('never holds the value of %s, at any depth', (key) => {
    const { logger, lines } = logInMemory();
    const secret = { [key]: 'SECRET' };
    logger.info({ ...secret, a: { ...secret, b: [{ ...secret, c: { d: secret } }] } }, 'x');
    logger.child(secret).info('x');
    logger.info({ [key.toUpperCase()]: 'SECRET', [key]: { inner: ['SECRET'] } }, 'x');
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain('SECRET');
    expect(lines.join('')).toContain('[redacted]');
  });

  it('keeps the code and the stack of an error, without what its details say about a person', () => {
    const { logger, lines, last } = logInMemory();
    const details = { idNumber: 'SECRET', caseNo: 'KY1' };
    logger.error({ err: Object.assign(new Error('refused'), { code: 'case_not_found', details }) }, 'refused');
    expect(last()['err']).toMatchObject({ code: 'case_not_found', message: 'refused', details: { caseNo: 'KY1' } });
    expect(lines.join('')).not.toContain('SECRET');
  });

  it('tells of a failed statement which one it was and where, and nothing of the row it was about', () => {
    const { logger, lines, last } = logInMemory();
    const driverError = Object.assign(new Error('duplicate key: SECRET'), {
      severity: 'ERROR',
      code: '23505',
      constraint: 'event_once',
      detail: 'Key (name)=(SECRET) already exists',
      where: 'SECRET',
    });
    const parameters = ['SECRET'];
    const failed = Object.assign(new Error('SECRET'), { query: 'insert into event', parameters, driverError });
    logger.error({ err: new Error('not written', { cause: failed }) }, 'x');
    expect(last()['err']).toMatchObject({
      message: 'not written',
      cause: {
        query: 'insert into event',
        stack: expect.stringMatching(/^message withheld.*\n +at .*logger.spec/),
        cause: { code: '23505', constraint: 'event_once' },
      },
    });
    expect(lines.join('')).not.toContain('SECRET');
  });

  it('does not quote the text that could not be read', () => {
    const { logger, lines, last } = logInMemory();
    try {
      JSON.parse('SECRET');
    } catch (err) {
      logger.error({ err }, 'x');
    }
    expect(last()['err']).toMatchObject({ type: 'SyntaxError' });
    expect(lines.join('')).not.toContain('SECRET');
  });

  it('takes identity and phone numbers out of any text', () => {
    const { logger, lines, last } = logInMemory();
    logger.warn({ note: ['11010519491231002X'] }, 'call 13800138000');
    expect(lines.join('')).not.toMatch(/11010519491231002X|13800138000/);
    expect(last()['msg']).toBe('call [redacted]');
  });

  it('withholds a line it cannot judge, and says so', () => {
    expect(redactLine('{"phone":"13800138000"')).toMatch(/withheld/);
  });
});

describe('what Nest writes', () => {
  afterEach(() => NestLogger.overrideLogger(true));

  it('goes through the same log, with its context', () => {
    const { logger, lines, last } = logInMemory();
    NestLogger.overrideLogger(new NestPinoLogger(logger));
    const nest = new NestLogger('Exchange');
    nest.log('started');
    expect(last()).toMatchObject({ level: 'info', context: 'Exchange', msg: 'started' });
    nest.warn({ phone: '13800138000', attempt: 2 });
    expect(last()).toMatchObject({ level: 'warn', context: 'Exchange', data: { phone: '[redacted]', attempt: 2 } });
    nest.verbose('detail');
    expect(last()).toMatchObject({ level: 'trace' });
    expect(lines).toHaveLength(3);
  });

  it('keeps the error and its stack', () => {
    const { logger, last } = logInMemory();
    const nest = new NestPinoLogger(logger);
    const error = new Error('broken');
    nest.error('while sending', error.stack, 'Exchange');
    expect(last()).toMatchObject({ level: 'error', context: 'Exchange', msg: 'while sending', stack: error.stack });
    nest.error(error, 'Exchange');
    expect(last()).toMatchObject({ msg: 'broken', err: { message: 'broken', stack: error.stack } });
    nest.fatal('while sending', error);
    expect(last()).toMatchObject({ level: 'fatal', msg: 'while sending', err: { message: 'broken' } });
  });

  it('is left out below the level', () => {
    const { logger, lines } = logInMemory('warn');
    new NestPinoLogger(logger).log('quiet');
    expect(lines).toEqual([]);
  });
});
