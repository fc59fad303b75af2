import { entry } from './catalogue-entry.js';

/** Codes of the administration of people and places, and of passwords. */
export const PEOPLE_ERRORS = {
  account_disabled: entry(401, '此账号已停用', '请联系本市管理员', 'The account was disabled by an administrator.'),
  password_change_required: entry(
    403,
    '请先修改口令',
    '临时口令只能用于登录，请设置自己的口令后继续',
    'The password was given by an administrator; nothing else is allowed before it is changed.',
  ),
  password_weak: entry(
    422,
    '新口令不符合要求',
    '至少 10 位，含大写字母、小写字母、数字、符号中的三类，不含用户名，且与原口令不同',
    'Ten characters, three of four classes, without the username, other than before.',
  ),
  password_wrong: entry(422, '原口令不正确', '请核对后重试', 'The current password was wrong.'),
  person_unknown: entry(404, '没有这个账号', '请核对用户名', 'No account of this name.'),
  person_exists: entry(409, '用户名已存在', '请换一个用户名，或修改已有账号', 'The username is taken.'),
  subject_taken: entry(
    409,
    '统一身份标识已绑定其他账号',
    '请核对标识，或先从原账号解除',
    'Another account has this subject of the provider of sign-ins.',
  ),
  last_administrator: entry(
    409,
    '不能停用或改任最后一名管理员',
    '请先设置另一名管理员',
    'The city would be left without an administrator.',
  ),
  place_unknown: entry(
    422,
    '大厅、窗口或部门不存在或已停用',
    '请先建立或启用',
    'A hall, window or unit named in the request is not there or disabled; details name it.',
  ),
  place_in_use: entry(
    409,
    '仍有人员或窗口属于此处，不能停用',
    '请先将其改派到别处',
    'Enabled people or windows still belong to it.',
  ),
  import_malformed: entry(
    422,
    '导入文件格式不正确',
    '请使用模板：首行为“用户名,姓名,岗位,窗口编号,部门编号,统一身份标识,无口令”，后四列可以没有，最多 500 行',
    'No heading, an open quote, or too many lines.',
  ),
} as const;
