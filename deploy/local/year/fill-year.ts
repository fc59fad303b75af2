import { createLogger, SystemClock } from '#runtime';
import type { LocalCity } from '../city-settings.js';
import { ownServers } from '../city-settings.js';
import { postgresDir } from '../local-servers.js';
import { LocalSetupError } from '../local-folder.js';
import { readPorts } from '../ports.js';
import { knownPostgresUrl } from '../postgres.js';
import { tell } from '../telling.js';
import { sampleYear } from './sample-year.js';
import { writeYear, YearDatabase } from './write-year.js';

/** So many cases on an ordinary working day: some 200,000 events in a year. */
const CASES_PER_DAY = 108;
const SEED = 430_100;
/** 株洲 had a bad month: many of its decisions came late. */
const BAD = { city: '430200', monthsAgo: 3 };

/**
 * Fills the databases of the local cities with the cases of a year up to now. Their events are canonical, hashed and
 * chained as any, and folded by the same rules; but they are written straight into the databases, unsealed and without
 * ever having travelled, so no evidence file of them verifies. Throws LocalSetupError where a sample year is there.
 */
export async function fillYear(cities: readonly LocalCity[], env: NodeJS.ProcessEnv): Promise<void> {
  const codes = cities.map(({ code }) => code);
  const own = ownServers('TONGBAN_DATABASE_URL_', codes, env);
  const port = readPorts(env).TONGBAN_PORT_POSTGRES;
  const urlOf = (code: string): string => own?.[code] ?? knownPostgresUrl(postgresDir, port, `tongban_${code}`);
  const clock = new SystemClock();
  const log = createLogger({ level: 'fatal', name: 'sample-year' });
  const databases = new Map<string, YearDatabase>();
  try {
    for (const code of codes) databases.set(code, await YearDatabase.open(code, urlOf(code), log, clock));
    for (const [code, db] of databases) {
      if (await db.isFilled()) throw new LocalSetupError(`${code} 已有示例年度数据，不再重复写入`);
    }
    tell.chapter('写入一年的示例办件（示例数据，均为虚构）');
    const offers = await Promise.all([...databases.values()].map((db) => db.city()));
    const plan = { cities: offers, untilMs: clock.now().getTime(), casesPerDay: CASES_PER_DAY, bad: BAD, seed: SEED };
    let told = 0;
    const { cases, events } = await writeYear(sampleYear(plan), databases, (done, all) => {
      if (done - told < 5000) return;
      told = done;
      tell.text(`  ${done} 件，${all} 条记录`);
    });
    tell.text(`已写入 ${cases} 件、${events} 条记录；各市节点随后自行统计，约需一分钟`);
    tell.text('这些办件直接写入各市数据库：记录按规范哈希成链，但未经签名、未经链路传送，不能导出可核验的证据包');
  } finally {
    await Promise.all([...databases.values()].map((db) => db.close()));
  }
}
