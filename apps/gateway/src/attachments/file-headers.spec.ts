import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fileHeaders } from './file-headers.js';

const sha256 = 'ab'.repeat(32);

describe('the headers of a file', () => {
  it('show a PDF and an image, and let a package be saved', () => {
    const how = (kind: 'PDF' | 'PNG' | 'OFD', download = false): string | undefined =>
      fileHeaders({ name: '样本', kind, sha256 }, download)['Content-Disposition']?.split(';')[0];
    expect([how('PDF'), how('PNG'), how('OFD'), how('PDF', true)]).toEqual([
      'inline',
      'inline',
      'attachment',
      'attachment',
    ]);
  });

  it('take the type from the content: a name gets the ending that belongs to it', () => {
    const headers = fileHeaders({ name: '申请表.exe', kind: 'JPEG', sha256 }, false);
    expect(headers['Content-Type']).toBe('image/jpeg');
    expect(headers['Content-Disposition']).toMatch(/%E7%94%B3%E8%AF%B7%E8%A1%A8\.exe\.jpg$/);
    expect(fileHeaders({ name: 'a.JPEG', kind: 'JPEG', sha256 }, false)['Content-Disposition']).toMatch(/''a\.JPEG$/);
  });

  it('let no name say anything but itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (name) => {
        const value = fileHeaders({ name, kind: 'PDF', sha256 }, false)['Content-Disposition'] ?? '';
        expect(value).toMatch(/^inline; filename="[0-9a-f]{12}\.pdf"; filename\*=UTF-8''[A-Za-z0-9!~._%-]+$/);
      }),
    );
  });
});
