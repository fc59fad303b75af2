import { ERROR_CATALOGUE, isErrorCode } from '#contracts';

/** Rules of class-validator and of the gateway, in words for the person who fills in the field. */
const SENTENCES: Readonly<Record<string, string>> = {
  arrayMaxSize: '数量过多',
  arrayMinSize: '数量不足',
  arrayUnique: '有重复内容',
  differsFromPath: '与地址中的不一致，请刷新页面',
  equals: '取值不正确',
  isArray: '应为列表',
  isBase64: '传送的内容有误，请重新上传',
  isBoolean: '应为是或否',
  isIn: '不在可选范围内，请重新选择',
  isInt: '应为整数',
  isLatitude: '不是有效的纬度',
  isLength: '未填写，或长度不符合要求',
  isLongitude: '不是有效的经度',
  isNumber: '应为数字',
  isObject: '内容格式不正确',
  isString: '应为文字',
  matches: '格式不正确',
  max: '超过允许的最大值',
  maxLength: '内容过长',
  min: '小于允许的最小值',
  minLength: '内容过短',
  nestedValidation: '未填写或格式不正确',
  tooDeep: '内容层次过多',
  unknownValue: '未填写或格式不正确',
  whitelistValidation: '不应有此项，请刷新页面后重试',
};

/** One Chinese sentence for the rule a field breaks; the rule may be an error code of the catalogue. */
export function faultInChinese(rule: string): string {
  if (isErrorCode(rule)) return `${ERROR_CATALOGUE[rule].zh}，${ERROR_CATALOGUE[rule].remedyZh}`;
  return SENTENCES[rule] ?? '填写有误，请核对';
}
