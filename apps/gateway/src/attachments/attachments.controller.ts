import { once } from 'node:events';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  ATTACHMENT_CHUNK_BYTES,
  chunkLength,
  MAX_ATTACHMENT_CHUNKS,
  TongbanError,
  type AttachmentChunk,
  type CommandKey,
  type UploadView,
} from '#contracts';
import { CommandDoor } from '../door/command-door.service.js';
import { CommandRoute } from '../door/command-route.js';
import { rangeOf, startOf } from './byte-range.js';
import { fileHeaders } from './file-headers.js';
import { piecesOf } from './upload-pieces.js';

type Ask = ReturnType<CommandDoor['asking']>;

/** 附件: files of applications, streamed in both directions; the gateway holds no more than a chunk of any. */
@Controller()
export class AttachmentsController {
  constructor(private readonly door: CommandDoor) {}

  @CommandRoute('createUpload')
  create(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('createUpload', request, response);
  }

  @CommandRoute('sendUpload')
  async send(@Req() request: Request, @Res() response: Response): Promise<void> {
    const ask = this.door.asking('sendUpload', request, response);
    try {
      response.json(await sendOn(ask, request));
    } catch (error) {
      // Who went away goes on from what was kept; there is nobody to tell.
      if (request.destroyed) return;
      // The rest of the body is let through, or the next request on this connection would never come.
      request.resume();
      throw error;
    }
  }

  @CommandRoute('getUpload')
  get(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('getUpload', request, response);
  }

  @CommandRoute('completeUpload')
  complete(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('completeUpload', request, response);
  }

  @CommandRoute('discardUpload')
  discard(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('discardUpload', request, response);
  }

  @CommandRoute('readUpload')
  readUpload(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.read('readUpload', request, response);
  }

  @CommandRoute('caseAttachments')
  list(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.door.carry('caseAttachments', request, response);
  }

  @CommandRoute('readAttachment')
  readOfCase(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.read('readAttachment', request, response);
  }

  private async read(key: CommandKey, request: Request, response: Response): Promise<void> {
    const ask = this.door.asking(key, request, response);
    const chunk = async (index: number): Promise<AttachmentChunk> =>
      (await ask(key, { ...request.params, index })) as AttachmentChunk;
    const asked = request.get('Range');
    const guessed = Math.floor(startOf(asked) / ATTACHMENT_CHUNK_BYTES);
    const first = await chunk(Math.min(guessed, MAX_ATTACHMENT_CHUNKS - 1));
    const headers = fileHeaders(first, 'download' in request.query);
    if (request.get('If-None-Match') === headers.ETag) {
      response.status(304).set('ETag', headers.ETag).end();
      return;
    }
    const ifRange = request.get('If-Range');
    const range = ifRange === undefined || ifRange === headers.ETag ? rangeOf(asked, first.size) : null;
    const { first: from, last: to } = range ?? { first: 0, last: first.size - 1 };
    response.status(range ? 206 : 200).set(headers);
    response.set('Content-Length', String(to - from + 1));
    if (range) response.set('Content-Range', `bytes ${from}-${to}/${first.size}`);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const held = range || guessed === 0 ? { index: guessed, bytes: first.bytes } : null;
    try {
      for (let index = Math.floor(from / ATTACHMENT_CHUNK_BYTES); index * ATTACHMENT_CHUNK_BYTES <= to; index += 1) {
        const text = held?.index === index ? held.bytes : (await chunk(index)).bytes;
        const start = index * ATTACHMENT_CHUNK_BYTES;
        const bytes = Buffer.from(text, 'base64').subarray(Math.max(0, from - start), to - start + 1);
        if (response.closed) return;
        if (!response.write(bytes)) await takenOrGone(response);
      }
      response.end();
    } catch (error) {
      // The status is out already: a connection that breaks is the only way left to say that this is not all.
      response.destroy(error instanceof Error ? error : undefined);
    }
  }
}

/** Resolves once the receiver has taken what was written, or has gone. */
async function takenOrGone(response: Response): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  const heard = (name: string): Promise<unknown> => once(response, name, { signal }).catch(() => undefined);
  await Promise.race([heard('drain'), heard('close')]);
  // Takes the listener away that was not called: a large file would gather hundreds.
  settled.abort();
}

/** Sends the body on chunk by chunk, each acknowledged by the node; what is no whole chunk at its end is left out. */
async function sendOn(ask: Ask, request: Request): Promise<UploadView> {
  const { id } = request.params;
  let view = (await ask('getUpload', { id })) as UploadView;
  const offset = request.get('Upload-Offset') ?? '';
  if (!/^\d{1,10}$/.test(offset)) {
    throw new TongbanError('request_invalid', { faults: [{ path: 'Upload-Offset', rule: 'isInt' }] });
  }
  if (view.state !== 'UPLOADING' || Number(offset) !== view.offset) {
    throw new TongbanError('attachment_offset', { offset: view.offset });
  }
  const left = view.size - view.offset;
  if (Number(request.get('Content-Length') ?? 0) > left) throw tooLarge(view);
  // An error in here must not close the connection that it has to be told on.
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const piece of piecesOf(body)) {
    if (view.offset + piece.length > view.size) throw tooLarge(view);
    const whole = chunkLength(view.size, Math.floor(view.offset / ATTACHMENT_CHUNK_BYTES));
    if (piece.length < whole) break;
    view = (await ask('sendUpload', { id, offset: view.offset, bytes: piece.toString('base64') })) as UploadView;
  }
  return view;
}

const tooLarge = ({ size, offset }: UploadView): TongbanError =>
  new TongbanError('attachment_too_large', { size, offset });
