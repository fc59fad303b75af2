import type { LocalCity } from './city-settings.js';

/** What the screen after a start tells. */
export interface ScreenFacts {
  readonly gatewayUrl: string;
  readonly nodeUrls: Readonly<Record<string, string>>;
  readonly cities: readonly LocalCity[];
  readonly logDir: string;
}

const roles: Readonly<Record<string, string>> = {
  clerk: '综窗受理',
  reviewer: '审批',
  pickup: '出件',
  supervisor: '监督',
  'invited-supervisor': '特约监督',
  operator: '运维',
  administrator: '管理',
};

/** The one screen people see when everything runs: addresses, sample sign-ins, what to try next. */
export function readyScreen({ gatewayUrl, nodeUrls, cities, logDir }: ScreenFacts): string {
  const nodes = cities.map(
    ({ code, name }) => `  ${name} ${code}  ${nodeUrls[code]}/health/ready  ${nodeUrls[code]}/metrics`,
  );
  const users = cities.flatMap(({ code, name, users: all }) => {
    // One for each role is enough to try everything; the rest stand in the sample data.
    const first = all.filter(({ role }, at) => all.findIndex((other) => other.role === role) === at);
    return [
      `  ${name} ${code}`,
      ...first.map(({ username, displayName, role, password }) => {
        return `    ${username.padEnd(12)} ${password.padEnd(28)} ${roles[role] ?? role} · ${displayName}`;
      }),
    ];
  });
  return [
    '',
    '通办已就绪 Tongban is ready',
    '',
    `  控制台 Console  ${gatewayUrl}`,
    `  接口 API        ${gatewayUrl}/api/v1`,
    `  接口文档 Docs   ${gatewayUrl}/api/docs`,
    `  网关健康与指标  ${gatewayUrl}/health/ready  ${gatewayUrl}/metrics`,
    '',
    '各城市节点的健康与指标 Health and metrics of each city',
    ...nodes,
    '',
    '示例账号（均为虚构的示例数据） Sample sign-ins: city, user, password, role',
    ...users,
    '',
    '接下来可以试 Try next, in another window:',
    '  npm run demo                          三城之间走完一件跨城通办件，中途断开一城再恢复',
    '  npm run demo -- --list                列出全部故事：各种办理方式和特殊情形，可逐个演示',
    '  npm run verify-case -- <办件编号>     离线核验一件办件的完整签名链',
    '',
    `日志 Logs: ${logDir}    停止 Stop: Ctrl-C`,
    '',
  ].join('\n');
}
