import { join } from 'node:path';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, Metrics, type Clock } from '#runtime';
import { LOG, SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { Relay } from '../exchange/relay.js';
import { Answerer } from '../exchange/status/answerer.js';
import { Asker } from '../exchange/status/asker.js';
import { Breakers } from '../partners/breakers.js';
import { DirectoryService } from '../partners/directory.service.js';
import type { CityNodeSettings } from '../settings.js';
import { AttachmentAnswerer } from './attachment-answerer.js';
import { AttachmentFetcher } from './attachment-fetcher.js';
import { AttachmentMetrics } from './attachment-metrics.js';
import { ATTACHMENT_STORE, type AttachmentStore } from './attachment-store.js';
import { AttachmentSweep } from './attachment-sweep.js';
import { CaseAttachments } from './case-attachments.service.js';
import { CaseFiles } from './case-files.js';
import { FileKeys } from './file-keys.js';
import { FolderStore } from './folder-store.js';
import { Uploads } from './uploads.service.js';

/** The folder, or the bucket where one is set; its client is loaded by those alone who use it. */
async function storeOf(s: CityNodeSettings): Promise<AttachmentStore> {
  const endpoint = s.TONGBAN_ATTACHMENT_S3_ENDPOINT;
  if (endpoint === undefined) return new FolderStore(join(s.TONGBAN_ATTACHMENT_DIR, s.TONGBAN_CITY));
  const { S3Store } = await import('./s3-store.js');
  return new S3Store({
    endpoint,
    region: s.TONGBAN_ATTACHMENT_S3_REGION,
    bucket: s.TONGBAN_ATTACHMENT_S3_BUCKET ?? '',
    accessKey: s.TONGBAN_ATTACHMENT_S3_ACCESS_KEY ?? '',
    secretKey: s.TONGBAN_ATTACHMENT_S3_SECRET_KEY ?? '',
    prefix: s.TONGBAN_CITY,
  });
}

/** 附件: files of applications, from the window over the city's own storage to the city that decides. */
@Module({
  imports: [ExchangeModule],
  providers: [
    {
      provide: ATTACHMENT_STORE,
      inject: [SETTINGS],
      useFactory: storeOf,
    },
    { provide: FileKeys, inject: [SETTINGS], useFactory: (s: CityNodeSettings) => new FileKeys(s.TONGBAN_NODE_SECRET) },
    {
      provide: AttachmentMetrics,
      inject: [Metrics, Database],
      useFactory: (metrics: Metrics, db: Database) => new AttachmentMetrics(metrics, db),
    },
    { provide: CaseFiles, inject: [SETTINGS], useFactory: (s: CityNodeSettings) => new CaseFiles(s.TONGBAN_CITY) },
    {
      provide: Uploads,
      inject: [SETTINGS, Database, ATTACHMENT_STORE, FileKeys, CLOCK, AttachmentMetrics],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        store: AttachmentStore,
        keys: FileKeys,
        clock: Clock,
        metrics: AttachmentMetrics,
      ) =>
        new Uploads({
          self: s.TONGBAN_CITY,
          db,
          store,
          keys,
          clock,
          metrics,
          unusedHours: s.TONGBAN_ATTACHMENT_UNUSED_HOURS,
        }),
    },
    {
      provide: AttachmentAnswerer,
      inject: [SETTINGS, Database, ATTACHMENT_STORE, FileKeys, AttachmentMetrics, Answerer],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        store: AttachmentStore,
        keys: FileKeys,
        metrics: AttachmentMetrics,
        answerer: Answerer,
      ) => {
        const answers = new AttachmentAnswerer(s.TONGBAN_CITY, db, store, keys, metrics);
        answers.registerAnswers(answerer);
        return answers;
      },
    },
    {
      provide: AttachmentFetcher,
      inject: [SETTINGS, Database, ATTACHMENT_STORE, FileKeys, Asker, Breakers, CLOCK, AttachmentMetrics, LOG, Relay],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        store: AttachmentStore,
        keys: FileKeys,
        asker: Asker,
        breakers: Breakers,
        clock: Clock,
        metrics: AttachmentMetrics,
        log: Logger,
        relay: Relay,
      ) => {
        const isLeading = (): boolean => relay.isLeading;
        const atOnce = s.TONGBAN_ATTACHMENT_FETCHES;
        return new AttachmentFetcher({ db, store, keys, asker, breakers, clock, metrics, log, atOnce, isLeading });
      },
    },
    {
      provide: AttachmentSweep,
      inject: [SETTINGS, Database, ATTACHMENT_STORE, CLOCK, LOG, Relay],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        store: AttachmentStore,
        clock: Clock,
        log: Logger,
        relay: Relay,
      ) => {
        const unusedHours = s.TONGBAN_ATTACHMENT_UNUSED_HOURS;
        return new AttachmentSweep({ db, store, clock, log, unusedHours, isLeading: () => relay.isLeading });
      },
    },
    {
      provide: CaseAttachments,
      inject: [Database, ATTACHMENT_STORE, FileKeys, AttachmentMetrics, DirectoryService, AttachmentFetcher],
      useFactory: (
        db: Database,
        store: AttachmentStore,
        keys: FileKeys,
        metrics: AttachmentMetrics,
        directory: DirectoryService,
        fetcher: AttachmentFetcher,
      ) =>
        new CaseAttachments({
          db,
          store,
          keys,
          metrics,
          nameOf: (city) => directory.current.nameOf(city),
          wanted: () => fetcher.wake(),
        }),
    },
  ],
  exports: [CaseFiles, Uploads, CaseAttachments, AttachmentFetcher, AttachmentSweep],
})
export class AttachmentsModule {}
