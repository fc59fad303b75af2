import { describe, expect, it } from '@jest/globals';
import { addressOf, filtersOf } from './filters.js';

describe('the filters of a work list in the address', () => {
  it('come back as they were written', () => {
    const filters = {
      status: 'ACCEPTED',
      role: 'home',
      claimed: 'me',
      partner: '430200',
      itemCode: 'CS-YB-001',
      mode: 'DELEGATED',
      page: 3,
      pageSize: 50,
    } as const;
    expect(filtersOf(addressOf(filters) as Record<string, string>)).toMatchObject(filters);
  });

  it('leave the address empty where all is as usual', () => {
    expect(addressOf(filtersOf({}))).toEqual({});
  });

  it('drop what is no filter instead of asking the server for it', () => {
    const odd = filtersOf({
      status: 'GONE',
      role: ['home', 'pickup'],
      partner: '43',
      itemCode: '医保',
      mode: 'BY_POST',
      caseNo: 'X',
      page: '-1',
      size: '7',
    });
    expect(odd).toMatchObject({ page: 1, pageSize: 25 });
    expect(addressOf(odd)).toEqual({});
  });

  it('have no place for the number of a certificate', () => {
    expect(addressOf(filtersOf({ certificateNo: '430302198802151234' }))).toEqual({});
  });
});
