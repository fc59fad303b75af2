import { entry } from './catalogue-entry.js';

/** Codes of files: taking them in, keeping, fetching and reading them. */
export const ATTACHMENT_ERRORS = {
  attachment_not_found: entry(
    404,
    '没有这个附件，或已超过保留时间被清除',
    '请重新上传该附件',
    'No such upload of this person, or no such file in this case; uploads that no case names are erased after a time.',
  ),
  attachment_empty: entry(422, '附件是空文件', '请重新扫描或选择文件后上传', 'The file has no bytes.'),
  attachment_too_large: entry(
    413,
    '附件超过 50 MB',
    '请降低扫描分辨率或拆分后上传',
    'The file, or what was sent of it, exceeds the size limit.',
  ),
  attachment_offset: entry(
    409,
    '上传位置与已保存的内容不衔接',
    '系统将从已保存的位置继续上传',
    'The bytes do not begin where the upload stands; details name the offset to go on from.',
  ),
  attachment_incomplete: entry(
    409,
    '附件尚未上传完毕',
    '请等待上传完成后再提交',
    'Bytes of the file are missing; details name the offset to go on from.',
  ),
  attachment_kind_unknown: entry(
    422,
    '附件不是 PDF、JPEG、PNG 或 OFD 文件',
    '请另存为以上格式后上传',
    'The content is none of the four kinds, whatever the name says.',
  ),
  attachment_type_differs: entry(
    422,
    '附件内容与其名称或所报类型不符',
    '请核对文件，改用正确的扩展名后重新上传',
    'The content is of another kind than its name or media type says; details name both.',
  ),
  attachment_malformed: entry(
    422,
    '附件内容不完整或已损坏',
    '请重新扫描或导出后上传',
    'The content begins as one of the four kinds and is broken.',
  ),
  attachment_encrypted: entry(
    422,
    '附件已加密，属地无法打开',
    '请去除密码后上传',
    'The package is encrypted: nobody could read it.',
  ),
  attachment_bomb: entry(
    422,
    '附件解压后过大，不予接收',
    '请用正规软件重新导出后上传',
    'The package would unpack to far more than it holds.',
  ),
  attachment_limit: entry(
    422,
    '附件数量或总大小超过上限',
    '请合并或减少附件',
    'Too many files or bytes for one case, or too many unused uploads of one person; details name the limit.',
  ),
  attachment_bound: entry(
    409,
    '附件已用于其他办件',
    '请重新上传该附件',
    'Another case names the file; a file belongs to one case.',
  ),
  attachment_storage_full: entry(
    507,
    '本市附件存储空间已满',
    '请稍后重试，并通知技术人员扩容；已上传的部分已保留',
    'The storage has no room; nothing half was kept.',
  ),
  attachment_storage_away: entry(
    503,
    '本市附件存储暂时无法访问',
    '请稍后重试，仍出现请联系技术人员',
    'The storage cannot be reached or refuses.',
  ),
  attachment_not_here: entry(
    503,
    '附件正在从收件城市取回',
    '请稍候，取回后自动可以查看；对方城市恢复后自动继续',
    'The file is still with the city that took it in; fetching has been put first.',
  ),
  attachment_damaged: entry(
    500,
    '所存附件未通过完整性核验',
    '请联系技术人员核查；必要时请申请人重新提交',
    'What is stored, or what was fetched, is not what the event names.',
  ),
  attachment_gone: entry(
    410,
    '附件已按保存期限删除',
    '附件内容不再提供，办件记录仍可核验',
    'The file and its key were erased with the personal data of the case.',
  ),
  attachment_not_entitled: entry(
    403,
    '该城市无权取得此附件',
    '由技术人员核查',
    'The asking city does not read the fact that names the file, or there is no such file.',
  ),
  attachment_range: entry(416, '所请求的文件区间不存在', '请刷新页面后重试', 'The Range lies outside the file.'),
} as const;
