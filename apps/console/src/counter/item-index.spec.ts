import { describe, expect, it } from '@jest/globals';
import { ItemIndex, type FoundItem } from './item-index.js';

const item = (itemCode: string, name: string, homeName: string, department = '示例部门'): FoundItem => ({
  itemCode,
  name,
  homeName,
  homeCity: homeName === '长沙市' ? '430100' : '430200',
  department,
  applicantType: 'NATURAL',
  modes: ['PROXY_COLLECT'],
  sample: true,
  version: 1,
});
const ITEMS = [
  item('ZZ-YB-001', '医保异地住院费用报销', '株洲市'),
  item('CS-YB-001', '医保异地住院费用报销', '长沙市'),
  item('CS-YB-002', '异地就医结算备案', '长沙市', '长沙市医疗保障局'),
  item('CS-SB-002', '社会保障卡补换', '长沙市'),
];

describe('finding a matter', () => {
  const codes = (index: ItemIndex, typed: string) => index.find(typed, 9).map(({ itemCode }) => itemCode);

  it('takes words, cities, departments and codes at once', () => {
    const index = new ItemIndex(ITEMS);
    expect(codes(index, '报销 长沙')).toEqual(['CS-YB-001']);
    expect(codes(index, '医疗保障')).toEqual(['CS-YB-002']);
    expect(codes(index, 'zz-yb')).toEqual(['ZZ-YB-001']);
    expect(codes(index, '  ')).toEqual([]);
    expect(codes(index, 'ybydzy')).toEqual([]);
  });

  it('takes initials and pinyin once they are read, what begins with them first', async () => {
    const index = new ItemIndex(ITEMS);
    await index.readPinyin();
    expect(codes(index, 'ybydzy cs')).toEqual(['CS-YB-001']);
    expect(codes(index, 'yd')).toEqual(['CS-YB-002', 'ZZ-YB-001', 'CS-YB-001']);
    expect(codes(index, 'shebao')).toEqual([]);
    expect(codes(index, 'shehuibaozhang')).toEqual(['CS-SB-002']);
    expect(index.find('yd', 1)).toHaveLength(1);
  });
});
