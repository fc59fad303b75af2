import type { OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CATALOGUE, type ErrorCode } from '#contracts';
import { API_PREFIX, BROWSER_SESSION_PATH, LIVE_PATH } from '../routes.js';
import type { ResponsesObject } from './open-api-types.js';
import { ref } from './schema-words.js';

const DESCRIPTION =
  'For browsers: the token stays in a cookie. Unsafe requests with that cookie carry `X-Tongban-Csrf`, the value of the ' +
  'readable cookie beside it; requests that no person made carry `X-Tongban-Background: 1`.';

/** The sign-in of the console, which carries no command. */
export function browserSessionPaths(): OpenAPIObject['paths'] {
  const at = API_PREFIX + BROWSER_SESSION_PATH;
  const common = { tags: ['auth'], description: DESCRIPTION, security: [] };
  return {
    [at]: {
      get: {
        ...common,
        operationId: 'browserSession',
        summary: '控制台当前登录人',
        responses: { '200': view('当前登录人与自动退出时间'), ...problems(['token_missing', 'token_expired']) },
      },
      post: {
        ...common,
        operationId: 'browserSignIn',
        summary: '控制台登录',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/SignInBody' } } },
        },
        responses: {
          '200': view('已登录'),
          ...problems(['sign_in_failed', 'sign_in_locked', 'csrf_refused', 'city_not_served', 'rate_limited']),
        },
      },
    },
    [API_PREFIX + LIVE_PATH]: {
      get: {
        ...common,
        operationId: 'live',
        summary: '实时更新',
        responses: {
          '200': {
            description: 'Events `case` with `{"caseNo"}`: somebody of this city changed that case.',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          ...problems(['token_missing', 'city_node_unreachable']),
        },
      },
    },
    [`${at}/password`]: {
      post: {
        ...common,
        operationId: 'browserChangePassword',
        summary: '控制台修改自己的口令',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/ChangePasswordBody' } } },
        },
        responses: {
          '200': view('口令已修改'),
          ...problems(['token_missing', 'csrf_refused', 'password_weak', 'sign_in_locked']),
        },
      },
    },
    [`${at}/end`]: {
      post: {
        ...common,
        operationId: 'browserSignOut',
        summary: '控制台退出',
        responses: { '204': { description: '已退出' }, ...problems(['csrf_refused']) },
      },
    },
  };
}

const view = (description: string): ResponsesObject[string] => ({
  description,
  content: { 'application/json': { schema: ref('BrowserSession') } },
});

function problems(codes: readonly ErrorCode[]): ResponsesObject {
  return Object.fromEntries(
    codes.map((code) => [
      String(ERROR_CATALOGUE[code].status),
      { description: `- \`${code}\``, content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
}
