import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDir } from '../../deploy/local/local-folder.js';
import { findNatsServer } from '../../deploy/local/nats-server.js';
import { defaultPorts, freePort } from '../../deploy/local/ports.js';
import { isAlive } from '../../deploy/local/processes.js';
import type { RunRecord } from '../../deploy/local/run-record.js';
import { until } from '../support/until.js';

/** A program of dist that runs, and what it has said so far. */
interface Running {
  readonly process: ChildProcess;
  said: string;
  /** Exit code, or the name of the signal. */
  readonly ended: Promise<number | string | null>;
}

const dir = mkdtempSync(join(tmpdir(), 'tongban-demo-'));
let env: NodeJS.ProcessEnv;
let supervisor: Running;
let caseNo: string;

function run(script: string, ...args: string[]): Running {
  const child = spawn(process.execPath, [join(projectDir, 'dist', 'deploy', 'local', script), ...args], { env });
  const running: Running = {
    process: child,
    said: '',
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code))),
  };
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (text: Buffer) => {
      running.said += text.toString('utf8');
    });
  }
  return running;
}

/** The end of what a program said: where it fails, that is what tells why. */
const endOf = ({ said }: Running): string => said.trimEnd().split('\n').slice(-12).join('\n');

const record = (): RunRecord => JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as RunRecord;

describe('a person tries the system on one machine', () => {
  beforeAll(async () => {
    // PostgreSQL runs as a user of its own where root starts it, and must be able to enter.
    chmodSync(dir, 0o755);
    env = {
      ...process.env,
      NODE_OPTIONS: '',
      NATS_SERVER_BIN: await findNatsServer(),
      TONGBAN_LOCAL_DIR: dir,
      TONGBAN_RECEIPT_WAIT_MS: '500',
      TONGBAN_BREAKER_RESET_MS: '500',
    };
    for (const name of Object.keys(defaultPorts)) env[name] = String(await freePort());
    supervisor = run('main.js');
  });
  afterAll(async () => {
    supervisor?.process.kill('SIGINT');
    await supervisor?.ended;
    rmSync(dir, { recursive: true, force: true });
  });

  it('sees addresses, sign-ins and what to try next once three cities run', async () => {
    await until(
      'the system is ready',
      () => {
        if (supervisor.process.exitCode !== null) throw new Error(supervisor.said);
        return supervisor.said.includes('停止 Stop: Ctrl-C');
      },
      180_000,
    );
    expect(supervisor.said).toContain(`http://127.0.0.1:${env['TONGBAN_PORT_GATEWAY']}/api/docs`);
    expect(supervisor.said).toContain('Sample-clerk1-430300');
    expect(record().ready).toBe(true);
  }, 200_000);

  it('plays the demo: a case goes to 长沙 and back, 株洲 goes down and gets its case once', async () => {
    const demo = run('demo.js');
    expect([await demo.ended, endOf(demo)]).toEqual([0, expect.stringContaining('演示完毕')]);
    for (const line of [
      '收件凭证',
      '拒绝交付：取件码不正确',
      '各市记录 9 条，次序、摘要与责任时钟相同',
      '责任时钟（工作时间）',
      '对方暂时联系不上，办件已安全留存，恢复后自动转递；留存 1 件',
      '已安全留存，株洲市恢复后自动转递',
      '株洲的办件列表里只有 1 件',
      '株洲市断路器已合上，畅通，留存 0 件',
    ]) {
      expect(demo.said).toContain(line);
    }
    caseNo = /verify-case -- (KY\w+)/.exec(demo.said)?.[1] ?? '';
    expect(caseNo).toMatch(/^KY430100430300/);
  });

  it('verifies the case of the demo at both cities, and sees a changed byte found', async () => {
    const verify = run('verify-case.js', caseNo);
    expect([await verify.ended, verify.said]).toEqual([0, expect.stringContaining('事件逐个相同')]);
    expect(verify.said.match(/全部 \d+ 项核验通过/g)).toHaveLength(2);
    expect(verify.said).toMatch(/首个断点：.+市 第 \d+ 号事件：摘要与内容相符——不成立：摘要不符/);
  });

  it('verifies a file by itself, and a changed one ends with code 1', async () => {
    const files = readdirSync(join(dir, 'evidence'));
    const whole = run('verify-case.js', '--file', join(dir, 'evidence', `${caseNo}-430100.json`));
    expect([await whole.ended, whole.said]).toEqual([0, expect.stringContaining('核验通过')]);
    const tampered = files.find((name) => name.endsWith('-tampered.json')) ?? '';
    const changed = run('verify-case.js', '--file', join(dir, 'evidence', tampered));
    expect([await changed.ended, changed.said]).toEqual([1, expect.stringContaining('首个断点：')]);
  });

  it('names its stories, and plays those of every mode and of every way but the straight one', async () => {
    const list = run('demo.js', '--list');
    expect(await list.ended).toBe(0);
    const names = [...list.said.matchAll(/^([a-z-]+) /gm)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThanOrEqual(12);
    const others = names.filter((name) => !['proxy-collect', 'city-down'].includes(name));
    const demo = run('demo.js', ...others);
    expect([await demo.ended, endOf(demo)]).toEqual([0, expect.stringContaining('接下来可以试')]);
    expect(demo.said.match(/次序、摘要与责任时钟相同/g)?.length).toBeGreaterThanOrEqual(others.length - 2);
    const unknown = run('demo.js', 'no-such-story');
    expect([await unknown.ended, unknown.said]).toEqual([2, expect.stringContaining('没有叫 no-such-story 的故事')]);
  }, 240_000);

  it('leaves the demo while 株洲 is down, and 株洲 runs again', async () => {
    const demo = run('demo.js');
    await until('株洲 is down', () => demo.said.includes('已停止，此刻联系不上'), 30_000);
    demo.process.kill('SIGINT');
    expect([await demo.ended, demo.said]).toEqual([130, expect.stringContaining('株洲已恢复')]);
    const { control } = record();
    const answer = await fetch(`${control?.url}/status`, { headers: { Authorization: `Bearer ${control?.token}` } });
    expect(await answer.json()).toMatchObject({ nodes: { '430200': { state: 'running' } } });
  });

  it('ends it with Ctrl-C, and nothing is left running', async () => {
    const pids = Object.values(record().children);
    expect(pids).toHaveLength(9);
    supervisor.process.kill('SIGINT');
    expect([await supervisor.ended, supervisor.said]).toEqual([0, expect.stringContaining('已全部停止')]);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(join(dir, 'run.json'))).toBe(false);
  });

  it('is told how to start it when it does not run', async () => {
    const demo = run('demo.js');
    expect([await demo.ended, demo.said]).toEqual([1, expect.stringContaining('npm start')]);
  });
});
