import type { Route } from '../routes.js';

const storage = ['attachment_storage_full', 'attachment_storage_away'] as const;
const content = [
  'attachment_kind_unknown',
  'attachment_type_differs',
  'attachment_malformed',
  'attachment_encrypted',
  'attachment_bomb',
] as const;
const reading = ['attachment_not_found', 'attachment_range', 'attachment_damaged', 'attachment_storage_away'] as const;

/** Codes of acts whose materials name files. */
export const NAMED_FILE_ERRORS = [
  'attachment_not_found',
  'attachment_incomplete',
  'attachment_bound',
  'attachment_limit',
] as const;

/** Addresses of files (附件): uploading them beforehand, and reading those of a case. */
export const ATTACHMENT_ROUTES = {
  createUpload: {
    method: 'POST',
    path: '/attachments',
    desk: 'attachments',
    zh: '开始上传附件',
    answer: 'Upload',
    status: 201,
    errors: ['attachment_empty', 'attachment_too_large', 'attachment_limit', ...storage],
  },
  getUpload: {
    method: 'GET',
    path: '/attachments/:id',
    desk: 'attachments',
    zh: '上传进度，续传从 offset 开始',
    answer: 'Upload',
    errors: ['attachment_not_found'],
  },
  sendUpload: {
    method: 'PUT',
    path: '/attachments/:id/content',
    desk: 'attachments',
    zh: '上传附件内容的一段',
    answer: 'Upload',
    bytes: 'in',
    errors: ['attachment_not_found', 'attachment_offset', 'attachment_too_large', 'attachment_incomplete', ...storage],
  },
  completeUpload: {
    method: 'POST',
    path: '/attachments/:id/completion',
    desk: 'attachments',
    zh: '完成上传：按内容识别类型并核对',
    answer: 'Upload',
    errors: ['attachment_not_found', 'attachment_incomplete', ...content, ...storage],
  },
  discardUpload: {
    method: 'DELETE',
    path: '/attachments/:id',
    desk: 'attachments',
    zh: '删除未使用的附件',
    answer: 'UploadRef',
    errors: ['attachment_not_found', 'attachment_bound'],
  },
  readUpload: {
    method: 'GET',
    path: '/attachments/:id/content',
    desk: 'attachments',
    zh: '查看本人上传的附件',
    answer: 'File',
    bytes: 'out',
    errors: [...reading, 'attachment_incomplete'],
  },
  caseAttachments: {
    method: 'GET',
    path: '/cases/:caseNo/attachments',
    desk: 'attachments',
    zh: '办件的附件及其所在',
    answer: 'Attachments',
  },
  readAttachment: {
    method: 'GET',
    path: '/cases/:caseNo/attachments/:id/content',
    desk: 'attachments',
    zh: '查看办件的附件',
    answer: 'File',
    bytes: 'out',
    errors: [...reading, 'attachment_not_here', 'attachment_gone'],
  },
} as const satisfies Record<string, Route>;
