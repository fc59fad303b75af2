import { statfs } from 'node:fs/promises';
import type { NodeHealthView } from '#contracts';
import type { Clock, HealthState } from '#runtime';
import { NODE_VERSION } from '../exchange/status/link-status.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { AlertBook } from './alerts/alert-book.js';

/** What a check looks at, for people. */
const CHECK_WORDS: Readonly<Record<string, string>> = {
  database: '数据库',
  nats: '消息服务',
  keys: '签名密钥',
  restore: '与各城市的恢复核对',
};

export interface HealthDoors {
  self: string;
  replica: string;
  health: HealthState;
  directory: DirectoryService;
  book: AlertBook;
  clock: Clock;
  isLeading: () => boolean;
  storageDir: string;
  webhook: boolean;
}

/** How much of the disk under a folder is free; null where it cannot be told. */
export async function freeSpace(dir: string): Promise<{ bytes: number; percent: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(dir);
    return { bytes: bavail * bsize, percent: blocks === 0 ? 0 : Math.round((bavail / blocks) * 1000) / 10 };
  } catch {
    // A folder comes into being with the first file.
    return null;
  }
}

/** 运行状况 of this node: readiness, place, storage, and the alerts that stand or stood lately. */
export class NodeHealth {
  constructor(private readonly doors: HealthDoors) {}

  async look(): Promise<NodeHealthView> {
    const { self, replica, health, directory, book, clock, isLeading, storageDir, webhook } = this.doors;
    const [report, free, alerts] = await Promise.all([health.ready(), freeSpace(storageDir), book.recent()]);
    const now = clock.now();
    return {
      city: self,
      cityName: directory.current.nameOf(self),
      version: NODE_VERSION,
      replica,
      leading: isLeading(),
      at: now.toISOString(),
      upSince: new Date(now.getTime() - process.uptime() * 1000).toISOString(),
      ready: report.ok,
      checks: report.checks.map(({ name, ok, critical, detail }) => ({
        name: CHECK_WORDS[name] ?? name,
        ok,
        critical,
        words: detail ?? null,
      })),
      directory: directory.current.number,
      storageFreeBytes: free?.bytes ?? null,
      storageFreePercent: free?.percent ?? null,
      webhook,
      alerts,
    };
  }
}
