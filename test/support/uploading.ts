import { randomUUID } from 'node:crypto';
import type { AttachmentsView, AttachmentView, MaterialFile, UploadView } from '#contracts';
import type { HttpAnswer, HttpDesk, HttpGateway } from './with-gateway.js';
import { until } from './until.js';

/** Uploads as the console does it. */
export interface Uploading {
  create(name: string, size: number, more?: { type?: string; key?: string }): Promise<HttpAnswer<UploadView>>;
  /** One PUT of these bytes at this place. */
  put(id: string, offset: number, bytes: Uint8Array): Promise<HttpAnswer<UploadView>>;
  complete(id: string): Promise<HttpAnswer<UploadView>>;
  /** All of it; throws where a step is refused. */
  whole(name: string, bytes: Buffer): Promise<MaterialFile>;
}

/** An answer that had to be a success. */
export function succeeded<T>(answer: HttpAnswer<T>): T {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export function uploading({ url }: Pick<HttpGateway, 'url'>, desk: HttpDesk): Uploading {
  const { token } = desk;
  const one: Uploading = {
    create: (name, size, { type, key = randomUUID() } = {}) =>
      desk.post<UploadView>('/attachments', { name, size, ...(type === undefined ? {} : { type }) }, { key }),
    put: async (id, offset, bytes) => {
      const answer = await fetch(`${url}/api/v1/attachments/${id}/content`, {
        method: 'PUT',
        headers: {
          'Content-Type': 'application/octet-stream',
          'Upload-Offset': String(offset),
          Authorization: `Bearer ${token}`,
        },
        body: new Uint8Array(bytes),
      });
      return { status: answer.status, body: (await answer.json()) as UploadView, headers: answer.headers };
    },
    complete: (id) => desk.post<UploadView>(`/attachments/${id}/completion`, {}, { key: null }),
    whole: async (name, bytes) => {
      const { id } = succeeded(await one.create(name, bytes.length));
      succeeded(await one.put(id, 0, bytes));
      return succeeded(await one.complete(id)).file as MaterialFile;
    },
  };
  return one;
}

/** The bytes of a file as a screen gets them; `path` below /api/v1. */
export async function download(
  { url }: Pick<HttpGateway, 'url'>,
  { token }: HttpDesk,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const answer = await fetch(`${url}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}`, ...headers } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** The files of a case as a desk sees them. */
export const attachmentsOf = async (desk: HttpDesk, caseNo: string): Promise<AttachmentView[]> =>
  succeeded(await desk.get<AttachmentsView>(`/cases/${caseNo}/attachments`)).items;

/** Waits until every file of a case is in this city's storage. */
export function untilHere(desk: HttpDesk, caseNo: string): Promise<AttachmentView[]> {
  return until(
    `the files of ${caseNo} are in ${desk.city}`,
    async () => {
      const items = await attachmentsOf(desk, caseNo);
      return items.length > 0 && items.every(({ state }) => state === 'HERE') && items;
    },
    60_000,
  );
}
