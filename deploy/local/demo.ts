// `npm run demo`: against the running federation, over its HTTP API alone.
import { parseArgs } from 'node:util';
import type { Page } from '#contracts';
import { localCities } from './city-settings.js';
import { travellingCase } from './demo-case.js';
import { cityDown } from './demo-outage.js';
import { Desk, Refusal } from './desk.js';
import { LocalSetupError } from './local-folder.js';
import { Outage } from './outage.js';
import { livingRun } from './run-record.js';
import { outliveReaders, tell } from './telling.js';
import { waitFor } from './wait-for.js';

const usage = `用法 usage: npm run demo

演示一件跨城通办件的全程，再让一个城市断开、恢复。需要系统正在运行（另一个窗口里的 npm start）。
Plays one case across two cities, then takes a third city down and brings it back. Needs \`npm start\` running.`;

const zhuzhou = '430200';
const interruptedCode = 130;

async function play(): Promise<void> {
  const { gatewayUrl, control } = livingRun();
  const cities = localCities();
  const desk = (code: string, username: string): Promise<Desk> => {
    const city = cities.find((one) => one.code === code);
    if (!city) throw new LocalSetupError(`没有城市 ${code}`);
    return Desk.signIn(gatewayUrl, city, username);
  };
  const outage = new Outage(control, zhuzhou);
  restoreAtSignals(outage);
  if (!(await outage.runs())) {
    tell.text('株洲的节点停着（上次演示可能被强行中断），先启动它…');
    await outage.revive();
  }
  const [clerk, reviewer, pickup] = await Promise.all([
    desk('430300', 'clerk1'),
    desk('430100', 'reviewer1'),
    desk('430300', 'pickup1'),
  ]);
  await listsAreThere(clerk);
  const caseNo = await travellingCase({ clerk, reviewer, pickup });
  try {
    await cityDown(outage, { clerk, reviewer, atZhuzhou: () => desk(zhuzhou, 'reviewer1') });
  } finally {
    await outage.end();
  }
  tell.chapter('演示完毕，系统保持原样运行');
  tell.text(`办件编号 ${caseNo}`);
  tell.text(`接下来可以试：npm run verify-case -- ${caseNo}`);
}

/** In a new federation the cities' lists are on their way for a moment. */
async function listsAreThere(clerk: Desk): Promise<void> {
  for (const city of ['430100', zhuzhou]) {
    await waitFor(`收到 ${city} 的事项清单`, async () => {
      const page = await clerk.get<Page<unknown>>(`/items?homeCity=${city}&pageSize=1`);
      return page.total > 0;
    });
  }
}

/** However this ends, 株洲 runs again before it does. */
function restoreAtSignals(outage: Outage): void {
  let asked = false;
  const restore = async (): Promise<void> => {
    if (asked) return;
    asked = true;
    if (outage.isDown) tell.text('\n已中断，正在恢复株洲，稍候…');
    let code = interruptedCode;
    try {
      const wasDown = outage.isDown;
      await outage.end();
      if (wasDown) tell.text('株洲已恢复');
    } catch (error) {
      process.stderr.write(`株洲未能恢复：${messageOf(error)}\n`);
      code = 1;
    }
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void restore());
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function wantsHelp(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { help: { type: 'boolean', short: 'h' } } }).values.help === true;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}\n`);
    process.exit(2);
  }
}

outliveReaders();
if (wantsHelp(process.argv.slice(2))) {
  tell.text(usage);
} else {
  try {
    await play();
  } catch (error) {
    // What a person can mend is one line; anything else is a fault of ours and shows where it came from.
    const mendable = error instanceof LocalSetupError || error instanceof Refusal;
    process.stderr.write(`${mendable ? `✗ ${error.message}` : String((error as Error).stack)}\n`);
    process.exitCode = 1;
  }
}
