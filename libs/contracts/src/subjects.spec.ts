import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from './commands/command-table.js';
import { TongbanError } from './errors/tongban-error.js';
import { GATEWAY_INBOX_PREFIX, INBOX_STREAM, inboxConsumer, inboxPrefix, parseAddress, subjects } from './subjects.js';
import { QUESTIONS } from './wire/questions.js';

const [TO, FROM] = ['430100', '430300'] as const;
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof TongbanError) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('subjects between cities', () => {
  it('are spelled as the allow-lists of every server spell them', () => {
    expect(subjects.link(TO, FROM)).toBe('tongban.v1.link.430100.430300');
    expect(subjects.receipt(TO, FROM)).toBe('tongban.v1.receipt.430100.430300');
    expect(subjects.ask(TO, FROM, 'link.status')).toBe('tongban.v1.ask.430100.430300.link.status');
    expect(subjects.askAll(TO, FROM)).toBe('tongban.v1.ask.430100.430300.>');
    expect(subjects.command(TO, 'case.collect')).toBe('tongban.v1.city.430100.case.collect');
    expect(subjects.live(TO, 'case')).toBe('tongban.v1.live.430100.case');
    expect([INBOX_STREAM, inboxConsumer(FROM), inboxPrefix(TO), GATEWAY_INBOX_PREFIX]).toEqual([
      'INBOX',
      'from-430300',
      '_INBOX.430100',
      '_INBOX.gateway',
    ]);
  });

  it('tell who sends to whom', () => {
    expect(parseAddress(subjects.link(TO, FROM))).toEqual({ to: TO, from: FROM });
    expect(parseAddress(subjects.receipt(TO, FROM))).toEqual({ to: TO, from: FROM });
    for (const question of QUESTIONS) {
      expect(parseAddress(subjects.ask(TO, FROM, question))).toEqual({ to: TO, from: FROM });
    }
  });

  it('are made for cities alone: nothing can widen one into a wildcard', () => {
    for (const wrong of ['*', '>', '', '43010', '4301000', '430100.430200', '990100', ' 430100', '430100\n']) {
      expect(codeOf(() => subjects.link(wrong, FROM))).toBe('region_code_invalid');
      expect(codeOf(() => subjects.receipt(TO, wrong))).toBe('region_code_invalid');
      expect(codeOf(() => subjects.ask(TO, wrong, 'case.head'))).toBe('region_code_invalid');
      expect(codeOf(() => subjects.command(wrong, 'case.collect'))).toBe('region_code_invalid');
      expect(codeOf(() => subjects.live(wrong, 'case'))).toBe('region_code_invalid');
    }
  });

  it.each([
    'tongban.v1.city.430100.case.collect',
    'tongban.v2.link.430100.430300',
    'tongban.v1.link.430100',
    'tongban.v1.link.430100.*',
    'tongban.v1.link.43010.430300',
    'x.tongban.v1.link.430100.430300',
    'tongban.v1.link.430100.430300x',
    'tongban_v1_link_430100_430300',
    '',
  ])('of anybody else are refused as those of a wrong sender: %s', (subject) => {
    expect(codeOf(() => parseAddress(subject))).toBe('wrong_sender');
  });
});

describe('subjects of commands', () => {
  it('are plain words, each its own', () => {
    const names = Object.values(COMMANDS).map((rule) => rule.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
  });
});
