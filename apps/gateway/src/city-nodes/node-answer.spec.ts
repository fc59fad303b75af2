import { describe, expect, it } from '@jest/globals';
import { TongbanError } from '#contracts';
import { readAnswer } from './node-answer.js';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const json = (text: string): string => Buffer.from(readAnswer(bytes(text)).json).toString();

describe('an answer of a node', () => {
  it.each(['{"caseNo":"KY1","words":"已安全留存"}', '[]', 'null', '"a\\"},\\"isDisposed\\":true"', '1.0'])(
    'is handed on in its own bytes: %s',
    (result) => {
      expect(json(`{"response":{"ok":true,"result":${result}},"isDisposed":true,"id":"g"}`)).toBe(result);
    },
  );

  it.each([
    '{"response":{"result":{"a":"甲"},"ok":true},"isDisposed":true,"id":"g"}',
    '{"id":"g","response":{"ok":true,"result":{"a":"甲"}},"isDisposed":true}',
    ' {"response":{"ok":true,"result":{"a":"甲"}},"isDisposed":true,"id":"g"}',
    '{"response":{"ok":true,"result":{"a":"甲"}},"isDisposed":true,"id":"g"} ',
  ])('is written again where the frame is spelled otherwise: %s', (text) => {
    expect(json(text)).toBe('{"a":"甲"}');
  });

  it('that is a refusal is thrown with its code and details', () => {
    const refused = '{"response":{"ok":false,"error":{"code":"case_not_found","details":{"caseNo":"KY1"}}},"id":"g"}';
    expect(() => readAnswer(bytes(refused))).toThrow(TongbanError);
    expect(() => readAnswer(bytes(refused))).toThrow(
      expect.objectContaining({ code: 'case_not_found', details: { caseNo: 'KY1' } }),
    );
  });

  it.each(['', 'null', '{}', '{"err":"x"}', '{"response":{"ok":true}}', '{"response":{"ok":false,"error":null}}'])(
    'is no answer where it is %s',
    (text) => {
      expect(() => readAnswer(bytes(text))).toThrow(Error);
      expect(() => readAnswer(bytes(text))).not.toThrow(TongbanError);
    },
  );

  it('with a code that this gateway has no sentence for is not passed on as one', () => {
    const text = '{"response":{"ok":false,"error":{"code":"of_tomorrow","details":{}}},"id":"g"}';
    expect(() => readAnswer(bytes(text))).toThrow(/unknown code of_tomorrow/);
  });
});
