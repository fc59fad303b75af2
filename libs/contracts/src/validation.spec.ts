import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { CaseRef, NoInput, PageRequest } from './commands/commands.js';
import { TongbanError } from './errors/tongban-error.js';
import { checkShape } from './validation.js';

const faultsOf = (shape: Parameters<typeof checkShape>[0], value: unknown): unknown => {
  try {
    checkShape(shape, value, 'request_invalid');
    return [];
  } catch (error) {
    return error instanceof TongbanError ? error.details['faults'] : error;
  }
};

describe('what a desk sends', () => {
  it('may be nothing where a question needs nothing', () => {
    expect(faultsOf(NoInput, {})).toEqual([]);
  });

  it('may hold no field where a question needs nothing', () => {
    expect(faultsOf(NoInput, { partner: '430100' })).toHaveLength(1);
  });

  it('may be nothing where every field may be left out, and not where one is needed', () => {
    expect(faultsOf(PageRequest, {})).toEqual([]);
    expect(faultsOf(CaseRef, {})).toMatchObject([{ path: 'caseNo' }]);
  });

  it('is refused with a field that nobody reads', () => {
    expect(faultsOf(PageRequest, { page: 1, pages: 2 })).toMatchObject([{ path: 'pages' }]);
  });

  it('is refused with a field called like something that every object has', () => {
    for (const name of ['toString', 'hasOwnProperty', 'valueOf', 'constructor', '__proto__', '__defineGetter__']) {
      const value = JSON.parse(`{"page":1,"${name}":2}`) as unknown;
      expect(faultsOf(PageRequest, value)).toMatchObject([{ path: name }]);
    }
  });
});
