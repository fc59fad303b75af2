/**
 * How personal data is shown in lists, on tickets and screens: enough to find one's own line, too little to copy.
 * What cannot be recognised is hidden whole: half-hiding an unknown form could show the part that matters.
 */

// Without this list the second half of a surname would count as given name, and 欧阳修 would show as 欧** instead.
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 ' +
    '太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 ' +
    '漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五'
  ).split(' '),
);

/** Shows the surname and one star per further character: 张*, 欧阳**; a single character is hidden. */
export function maskName(name: string): string {
  // By code point: rare surnames lie outside the basic plane and would be cut in half otherwise.
  const characters = Array.from(name.trim());
  const surnameLength = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) ? 2 : 1;
  if (characters.length <= 1) return '*'.repeat(characters.length);
  return characters.slice(0, surnameLength).join('') + '*'.repeat(characters.length - surnameLength);
}

/** Shows the first three and last four digits of a mobile number: 138****5678; anything else is hidden. */
export function maskPhone(phone: string): string {
  return /^1\d{10}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : '*'.repeat(phone.length);
}

/** Shows the first three and last four characters of an 18-character number: 430***********0019; others are hidden. */
export function maskIdNumber(id: string): string {
  return /^[0-9A-Z]{18}$/.test(id) ? `${id.slice(0, 3)}${'*'.repeat(11)}${id.slice(14)}` : '*'.repeat(id.length);
}

/** Shows the last four digits of a bank account of at least twelve; a shorter one is hidden. */
export function maskBankAccount(account: string): string {
  return /^\d{12,}$/.test(account)
    ? '*'.repeat(account.length - 4) + account.slice(-4)
    : '*'.repeat(Array.from(account).length);
}

const PROVINCE = '(?:[\\p{Script=Han}]{2,8}?(?:省|自治区|特别行政区))?';
const PREFECTURE = '(?:[\\p{Script=Han}]{2,10}?(?:市|自治州|地区|盟))?';
// A housing estate, campus or works ends in 区 as well; to stop there would show where the person lives.
const COUNTY = '(?:[\\p{Script=Han}]{1,10}?(?:(?<![小社园校厂景院片街住])区|县|市|旗))?';
const ADDRESS_HEAD = new RegExp(`^${PROVINCE}${PREFECTURE}${COUNTY}`, 'u');

/** Shows an address down to its district or county: 湖南省长沙市岳麓区***; without one it stops earlier or shows ***. */
export function maskAddress(address: string): string {
  const head = ADDRESS_HEAD.exec(address.trim())?.[0] ?? '';
  return `${head}***`;
}
