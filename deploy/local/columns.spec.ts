import { describe, expect, it } from '@jest/globals';
import { displayWidth, fitted, sideBySide } from './columns.js';

describe('columns on a terminal', () => {
  it('count a Chinese character and a full-width sign as two cells', () => {
    expect(displayWidth('KY430100')).toBe(8);
    expect(displayWidth('湘潭市（示例）')).toBe(14);
    expect(displayWidth('㐂𠮷é')).toBe(5);
  });

  it('fill a short text up and cut a long one, never in the middle of a character', () => {
    expect(fitted('收件', 6)).toBe('收件  ');
    expect(fitted('属地签收', 6)).toBe('属地… ');
    expect(fitted('属地签收', 7)).toBe('属地签…');
    for (let cells = 1; cells < 12; cells++) expect(displayWidth(fitted('到点a待领b', cells))).toBe(cells);
  });

  it('keep the line between them straight, whatever stands on either side', () => {
    const lines = sideBySide(['湘潭市看到的', '1 收件', '2 转递'], ['Changsha', '1 收件'], 40);
    expect(lines).toHaveLength(3);
    const cells = lines.map((line) => displayWidth(line.split('│')[0] ?? ''));
    expect(new Set(cells).size).toBe(1);
    expect(lines[2]).toBe('2 转递       │');
  });

  it('never grow wider than the terminal', () => {
    const long = '到点待领'.repeat(20);
    for (const line of sideBySide([long], [long], 79)) expect(displayWidth(line)).toBeLessThanOrEqual(79);
  });
});
