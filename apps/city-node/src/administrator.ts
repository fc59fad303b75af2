// `npm run administrator`: makes the first administrator of a city that runs without sample data.
import { parseArgs } from 'node:util';
import { TongbanError } from '#contracts';
import { createLogger, readSettings, SettingsError, SystemClock } from '#runtime';
import { Administration } from './administration/administration.js';
import { AdministratorRefused, makeAdministrator } from './administration/first-administrator.js';
import { Database } from './db/database.js';
import { CITY_NODE_SETTINGS } from './settings.js';

const USAGE = `用法 usage:
  npm run administrator -- --city <代码> --username <用户名> --name <姓名> [--recovery <原因>]

为一个城市建立首个管理员，口令只显示这一次，首次登录必须修改。已有管理员时拒绝；
管理员都无法登录时，用 --recovery 写明原因，为其中一位重置口令（留痕）。

Makes the first administrator of a city and prints a password once; it has to be changed at the first sign-in. Needs
TONGBAN_DATABASE_URL as the node has it. Refused where there is an administrator; --recovery <reason> gives one of them
a new password, which is recorded. Ends with 0 when done, 1 when not, 2 for wrong arguments.`;
const EXIT = { done: 0, refused: 1, wrongArguments: 2 } as const;
const CONNECT_MS = 20_000;
/** The rest of the settings are secrets that this needs none of. */
const NEEDED = CITY_NODE_SETTINGS.filter(({ name }) => name === 'TONGBAN_DATABASE_URL' || name === 'TONGBAN_CITY');

function wanted(): { city: string; username: string; displayName: string; recovery: string | null } | null {
  try {
    const options = { city: { type: 'string' }, username: { type: 'string' }, name: { type: 'string' } } as const;
    const { values } = parseArgs({ options: { ...options, recovery: { type: 'string' } } });
    const { city, username, name, recovery } = values;
    if (city === undefined || username === undefined || name === undefined || recovery?.trim() === '') return null;
    return { city, username, displayName: name, recovery: recovery?.trim() ?? null };
  } catch {
    return null;
  }
}

/** Lines for whoever sits at the machine; the password goes to the standard output alone, and into no log. */
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function make(asked: NonNullable<ReturnType<typeof wanted>>): Promise<number> {
  // A city that the environment names must be the one that was meant: its database is the one that is written to.
  const env = { TONGBAN_CITY: asked.city, ...process.env };
  const settings = readSettings(NEEDED, env, { othersNames: ['TONGBAN_*'] }) as {
    TONGBAN_CITY: string;
    TONGBAN_DATABASE_URL: string;
  };
  if (settings.TONGBAN_CITY !== asked.city) {
    say(`✗ 环境变量 TONGBAN_CITY 是 ${settings.TONGBAN_CITY}，不是 ${asked.city}  the environment is of another city`);
    return EXIT.refused;
  }
  const log = createLogger({ level: 'error', name: 'administrator', city: asked.city });
  const applicationName = `tongban-${asked.city}-administrator`;
  const db = new Database({ url: settings.TONGBAN_DATABASE_URL, poolSize: 4, applicationName }, log);
  let timer: NodeJS.Timeout | undefined;
  try {
    db.start();
    const tooLate = new Promise<never>((_, reject) => {
      const refused = new AdministratorRefused('数据库连接不上  the database cannot be reached');
      timer = setTimeout(() => reject(refused), CONNECT_MS);
    });
    await Promise.race([db.started(), tooLate]);
    const password = await makeAdministrator(new Administration(db, new SystemClock()), asked);
    say(`✓ ${asked.city} 的管理员 ${asked.username} 已就绪，口令只显示这一次，首次登录须修改：`);
    process.stdout.write(`${password}\n`);
    return EXIT.done;
  } finally {
    clearTimeout(timer);
    await db.stop();
  }
}

const asked = wanted();
if (asked === null) {
  say(USAGE);
  process.exitCode = EXIT.wrongArguments;
} else {
  try {
    process.exitCode = await make(asked);
  } catch (error) {
    const isAnswer = error instanceof AdministratorRefused || error instanceof SettingsError;
    const coded = error instanceof TongbanError ? `${error.code} ${JSON.stringify(error.details)}` : null;
    say(`✗ ${isAnswer ? error.message : (coded ?? String(error instanceof Error ? error.stack : error))}`);
    process.exitCode = EXIT.refused;
  }
}
