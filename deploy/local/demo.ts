// `npm run demo`: against the running federation, over its HTTP API alone.
import { parseArgs } from 'node:util';
import type { Page } from '#contracts';
import { localCities } from './city-settings.js';
import { fitted } from './columns.js';
import { Desk, Refusal } from './desk.js';
import { LocalSetupError } from './local-folder.js';
import { Outage } from './outage.js';
import { backToNow } from './back-to-now.js';
import { putClockBack } from './rehearsal-clock.js';
import { livingRun } from './run-record.js';
import { STORIES, USUAL } from './stories/stories.js';
import { CHANGSHA, XIANGTAN, ZHUZHOU, type City, type Story } from './stories/story.js';
import { outliveReaders, tell } from './telling.js';
import { waitFor } from './wait-for.js';
import { fillYear } from './year/fill-year.js';

const usage = `用法 usage: npm run demo [-- --list | --all | --year | 故事…]

演示跨城通办的故事。不带参数：一件办件的全程，再让一个城市断开、恢复。需要系统正在运行（另一个窗口里的 npm start）。
Plays stories against the running system (\`npm start\`): without a name one case across two cities, then a city down and back.
  --list  所有故事 the names of all stories
  --all   全部演示 all of them
  --year  写入一年的示例办件，供监督统计页面查看 a sample year for the pages of supervision`;

const interruptedCode = 130;

async function play(stories: readonly Story[]): Promise<void> {
  const { gatewayUrl, control } = livingRun();
  const cities = localCities();
  const desk = (code: City, username: string): Promise<Desk> => {
    const city = cities.find((one) => one.code === code);
    if (!city) throw new LocalSetupError(`没有城市 ${code}`);
    return Desk.signIn(gatewayUrl, city, username);
  };
  const outages = new Map(cities.map(({ code }) => [code, new Outage(control, code)]));
  const outage = (code: City): Outage => outages.get(code) as Outage;
  restoreAtSignals([...outages.values()]);
  for (const one of outages.values()) {
    if (await one.runs()) continue;
    tell.text(`${one.city} 的节点停着（上次演示可能被强行中断），先启动它…`);
    await one.revive();
  }
  await listsAreThere(await desk(XIANGTAN, 'clerk1'));
  const played: string[] = [];
  for (const story of stories) {
    tell.chapter(story.title);
    try {
      played.push(...(await story.play({ desk, outage })));
      await backToNow(cities, desk);
    } catch (error) {
      await leaveAsFound([...outages.values()], () => backToNow(cities, desk));
      throw new StoryFailed(story.name, error);
    }
  }
  tell.chapter('演示完毕，系统保持原样运行');
  for (const caseNo of played) tell.text(`办件编号 ${caseNo}`);
  if (played[0] !== undefined) tell.text(`接下来可以试：npm run verify-case -- ${played[0]}`);
}

/** A story did not go as it is told; `cause` says why. */
class StoryFailed extends Error {
  override readonly name = 'StoryFailed';

  constructor(
    readonly story: string,
    override readonly cause: unknown,
  ) {
    super(`故事 ${story} 没有演完`);
  }
}

/** After a story that failed: every city runs, on the machine's time, also where the messages do not come to rest. */
async function leaveAsFound(outages: readonly Outage[], rest: () => Promise<void>): Promise<void> {
  for (const one of outages) await one.end();
  try {
    await rest();
  } catch (error) {
    tell.failed(`各市之间的消息没有停下来：${messageOf(error)}`);
    await putClockBack();
  }
}

/** In a new federation the cities' lists are on their way for a moment. */
async function listsAreThere(clerk: Desk): Promise<void> {
  for (const city of [CHANGSHA, ZHUZHOU]) {
    await waitFor(`收到 ${city} 的事项清单`, async () => {
      const page = await clerk.get<Page<unknown>>(`/items?homeCity=${city}&pageSize=1`);
      return page.total > 0;
    });
  }
}

/** However this ends, every city runs again before it does, on the machine's time. */
function restoreAtSignals(outages: readonly Outage[]): void {
  let asked = false;
  const restore = async (): Promise<void> => {
    if (asked) return;
    asked = true;
    const down = outages.filter((one) => one.isDown);
    if (down.length > 0) tell.text('\n已中断，正在恢复停下的城市，稍候…');
    let code = interruptedCode;
    try {
      await putClockBack();
      for (const one of outages) await one.end();
      for (const one of down) tell.text(`${nameOf(one.city)}已恢复`);
    } catch (error) {
      process.stderr.write(`未能恢复：${messageOf(error)}\n`);
      code = 1;
    }
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void restore());
}

/** 株洲 for 株洲市. */
function nameOf(code: string): string {
  return (
    localCities()
      .find((city) => city.code === code)
      ?.name.replace(/市$/, '') ?? code
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Wish {
  readonly help: boolean;
  readonly list: boolean;
  readonly year: boolean;
  readonly stories: readonly Story[];
}

function wish(args: readonly string[]): Wish {
  const known = {
    help: { type: 'boolean', short: 'h' },
    list: { type: 'boolean' },
    all: { type: 'boolean' },
    year: { type: 'boolean' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: known, allowPositionals: true });
    const named = positionals.map((name) => {
      const story = STORIES.find((one) => one.name === name);
      if (!story) throw new Error(`没有叫 ${name} 的故事，npm run demo -- --list 列出全部`);
      return story;
    });
    const usual = STORIES.filter(({ name }) => USUAL.includes(name));
    const stories = values.all ? STORIES : named.length > 0 ? named : usual;
    return { help: values.help === true, list: values.list === true, year: values.year === true, stories };
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}\n`);
    process.exit(2);
  }
}

function listStories(): void {
  for (const { name, title, shows } of STORIES) {
    tell.text(`${fitted(name, 20)} ${title}`);
    tell.note(`${' '.repeat(17)}${shows}`);
  }
}

outliveReaders();
const { help, list, year, stories } = wish(process.argv.slice(2));
if (help) {
  tell.text(usage);
} else if (list) {
  listStories();
} else {
  try {
    if (year) {
      livingRun();
      await fillYear(localCities(), process.env);
    } else {
      await play(stories);
    }
  } catch (error) {
    const cause = error instanceof StoryFailed ? error.cause : error;
    // What a person can mend is one line; anything else is a fault of ours and shows where it came from.
    const mendable = cause instanceof LocalSetupError || cause instanceof Refusal;
    process.stderr.write(`${mendable ? `✗ ${cause.message}` : String((cause as Error).stack)}\n`);
    if (error instanceof StoryFailed) process.stderr.write(`${error.message}：npm run demo -- ${error.story}\n`);
    process.exitCode = 1;
  }
}
