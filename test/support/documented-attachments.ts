import type { CaseView, MaterialFile } from '#contracts';
import { aCollection } from './builders.js';
import { aPdf, aPng } from './sample-files.js';
import { CHANGSHA, XIANGTAN } from './three-cities.js';
import { download, succeeded, untilHere, uploading } from './uploading.js';
import { untilStatus, type HttpGateway } from './with-gateway.js';

/** Everything that can be asked of files, and much of it wrongly. */
export async function playAttachments(gateway: HttpGateway): Promise<void> {
  const clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  const reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  const upload = uploading(gateway, clerk);
  const file = await upload.whole('样本.pdf', aPdf(300_000));
  await upload.create('空.pdf', 0);
  await upload.create('大.pdf', 60_000_000);
  const lying = succeeded(await upload.create('样本.pdf', aPng().length));
  await upload.put(lying.id, 5, aPng());
  await upload.complete(lying.id);
  await upload.put(lying.id, 0, aPdf(5000));
  await upload.put(lying.id, 0, aPng());
  await upload.complete(lying.id);
  await clerk.get(`/attachments/${lying.id}`);
  await clerk.get(`/attachments/${'0'.repeat(32)}`);
  await download(gateway, clerk, `/attachments/${file.id}/content`);
  const unused = succeeded(await upload.create('多余.pdf', 9));
  await clerk.call('DELETE', `/attachments/${unused.id}`);
  await clerk.call('DELETE', `/attachments/${unused.id}`);
  const form = aCollection();
  const files: MaterialFile[] = [file];
  form.application.materials[0]!.files = files;
  const { caseNo } = succeeded(await clerk.post<CaseView>('/cases', form));
  await clerk.post('/cases', form);
  await clerk.call('DELETE', `/attachments/${file.id}`);
  await untilStatus(reviewer, caseNo, 'RECEIVED');
  await untilHere(reviewer, caseNo);
  const path = `/cases/${caseNo}/attachments/${file.id}/content`;
  await download(gateway, reviewer, path);
  await download(gateway, reviewer, path, { Range: 'bytes=0-99' });
  await download(gateway, reviewer, path, { Range: 'bytes=900000-' });
  await reviewer.get(`/cases/${caseNo.slice(0, -1)}/attachments`);
}
