import { ValidateBy, type ValidationOptions } from 'class-validator';

/**
 * First two digits of GB/T 2260, with the province they stand for.
 * Only the province level is kept here: counties are renamed and merged every year, and a list that is one year old
 * would refuse people whose papers are perfectly good.
 */
export const PROVINCE_NAMES: Readonly<Record<string, string>> = {
  '11': '北京市',
  '12': '天津市',
  '13': '河北省',
  '14': '山西省',
  '15': '内蒙古自治区',
  '21': '辽宁省',
  '22': '吉林省',
  '23': '黑龙江省',
  '31': '上海市',
  '32': '江苏省',
  '33': '浙江省',
  '34': '安徽省',
  '35': '福建省',
  '36': '江西省',
  '37': '山东省',
  '41': '河南省',
  '42': '湖北省',
  '43': '湖南省',
  '44': '广东省',
  '45': '广西壮族自治区',
  '46': '海南省',
  '50': '重庆市',
  '51': '四川省',
  '52': '贵州省',
  '53': '云南省',
  '54': '西藏自治区',
  '61': '陕西省',
  '62': '甘肃省',
  '63': '青海省',
  '64': '宁夏回族自治区',
  '65': '新疆维吾尔自治区',
  '71': '台湾省',
  '81': '香港特别行政区',
  '82': '澳门特别行政区',
  // Not in the table of provinces, but residence permits of Taiwan residents begin with 830000.
  '83': '台湾居民居住证',
};

/** True when the text begins with a known province prefix of GB/T 2260. */
export function hasProvincePrefix(text: string): boolean {
  return Object.hasOwn(PROVINCE_NAMES, text.slice(0, 2));
}

/**
 * True for a six-digit region code in the form of GB/T 2260: province, prefecture or county level.
 * The form alone is judged; whether the region exists today is told by the directory of parties.
 */
export function isRegionCode(code: unknown): code is string {
  if (typeof code !== 'string' || !/^\d{6}$/.test(code) || !hasProvincePrefix(code)) return false;
  // A county number under prefecture 00 belongs to nobody: it is what a dropped or shifted digit looks like.
  return code.slice(2, 4) !== '00' || code.slice(4, 6) === '00';
}

/**
 * Regions of GB/T 2260 in which a region lies, itself first: district or park, prefecture, province. A park is numbered
 * as a county of its prefecture.
 */
export function regionsAround(code: string): string[] {
  return [...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`])];
}

/** The codes from the first to before the second are those of a region and of all that lies in it. */
export function codesWithin(region: string): [from: string, before: string] {
  const width = region.endsWith('0000') ? 10_000 : region.endsWith('00') ? 100 : 1;
  return [region, String(Number(region) + width)];
}

/** Validates a region code; the message is the error code `region_code_invalid`. */
export function IsRegionCode(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isRegionCode',
      validator: { validate: (value) => isRegionCode(value), defaultMessage: () => 'region_code_invalid' },
    },
    options,
  );
}
