import type { OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CATALOGUE, type ErrorCode } from '#contracts';
import {
  API_PREFIX,
  BROWSER_SESSION_PATH,
  LIVE_PATH,
  PROVIDER_CALLBACK_PATH,
  PROVIDER_PATH,
  REFUSAL_PATH,
} from '../routes.js';
import type { ParameterObject, ResponsesObject } from './open-api-types.js';
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
            description:
              'Events `cases` with `{"cases":[…]}` and `links` with `{"links":[…]}`, as far as the role may know them: ' +
              'numbers of cases that changed, cities whose link did. `look`: something was missed, ask again for all that ' +
              'is shown. `beat` comes every 15 s. With `Last-Event-ID`, or `?after=`, what was missed is told first.',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          ...problems([
            'token_missing',
            'token_invalid',
            'token_expired',
            'live_streams_full',
            'city_node_unreachable',
          ]),
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
        responses: { '200': view('已退出', 'SignedOut'), ...problems(['csrf_refused']) },
      },
    },
    [API_PREFIX + PROVIDER_PATH]: {
      get: {
        ...common,
        operationId: 'browserProviderSignIn',
        summary: '控制台统一身份认证登录：转到认证平台',
        parameters: [inQuery('city', 'City whose people sign in.'), inQuery('back', 'Path of the console to land on.')],
        responses: { '303': { description: 'To the provider, or to the sign-in page, which asks for the refusal.' } },
      },
    },
    [API_PREFIX + PROVIDER_CALLBACK_PATH]: {
      get: {
        ...common,
        operationId: 'browserProviderCallback',
        summary: '控制台统一身份认证登录：从认证平台返回',
        parameters: ['code', 'state', 'iss', 'error'].map((name) => inQuery(name, 'As the provider sends it.')),
        responses: { '303': { description: 'Into the console, or to the sign-in page, which asks for the refusal.' } },
      },
    },
    [API_PREFIX + REFUSAL_PATH]: {
      get: {
        ...common,
        operationId: 'browserProviderRefusal',
        summary: '统一身份认证登录未成功的原因，只告知一次',
        responses: {
          '204': { description: '没有未成功的登录' },
          ...problems(['provider_not_offered', 'subject_unknown', 'provider_unreachable']),
        },
      },
    },
  };
}

const view = (
  description: string,
  name: 'BrowserSession' | 'SignedOut' = 'BrowserSession',
): ResponsesObject[string] => ({
  description,
  content: { 'application/json': { schema: ref(name) } },
});

const inQuery = (name: string, description: string): ParameterObject => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string' },
});

function problems(codes: readonly ErrorCode[]): ResponsesObject {
  return Object.fromEntries(
    codes.map((code) => [
      String(ERROR_CATALOGUE[code].status),
      { description: `- \`${code}\``, content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
}
