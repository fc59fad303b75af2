import {
  ATTACHMENT_KINDS,
  ATTACHMENT_STATES,
  UPLOAD_STATES,
  type AttachmentChunk,
  type AttachmentsView,
  type AttachmentView,
  type MaterialFile,
  type UploadView,
} from '#contracts';
import { answer, fileBytes, instant, listOf, oneOf, orNull, ref, text, whole, yesNo } from './schema-words.js';

const percent = { ...whole, minimum: 0, maximum: 100 };
const bytes = { ...whole, description: 'In bytes.' };

/** Answers about files, by name. */
export const ATTACHMENT_SCHEMAS = {
  UploadedFile: {
    ...orNull(
      answer<MaterialFile>({
        id: text,
        name: text,
        kind: oneOf(ATTACHMENT_KINDS),
        size: bytes,
        sha256: text,
        root: text,
      }),
    ),
    description: 'Goes into `files` of a material as it is; null until the upload is complete.',
  },
  Upload: answer<UploadView>({
    id: text,
    name: text,
    size: bytes,
    state: oneOf(UPLOAD_STATES),
    offset: { ...whole, description: 'Where the next PUT begins (Upload-Offset).' },
    percent,
    partBytes: { ...whole, description: 'Best length of one PUT, in bytes.' },
    expiresAt: { ...orNull(instant), description: 'Erased then unless a case names it.' },
    file: ref('UploadedFile'),
  }),
  UploadRef: answer<{ id: string }>({ id: text }),
  Attachment: answer<AttachmentView>({
    id: text,
    material: text,
    name: text,
    kind: oneOf(ATTACHMENT_KINDS),
    size: bytes,
    sha256: text,
    holder: text,
    holderName: text,
    state: oneOf(ATTACHMENT_STATES),
    percent,
    current: { ...yesNo, description: 'False where a later supplement has replaced it.' },
    words: text,
  }),
  Attachments: answer<AttachmentsView>({ caseNo: text, items: listOf(ref('Attachment')) }),
  File: fileBytes<AttachmentChunk>(),
};
