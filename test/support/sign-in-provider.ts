import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider from 'oidc-provider';

export const CLIENT_ID = 'tongban-sample';
export const CLIENT_SECRET = 'sample secret of the client in tests';
/** Claim of the id token that names a person here, as another than `sub`. */
export const CLAIM = 'employee_no';
/** How the provider names whoever types this at its page. */
export const subjectOf = (typed: string): string => `E-${typed}`;

/** A real OpenID Connect provider on this machine, on another site than the gateway, with pages of its own. */
export interface SignInProvider {
  readonly issuer: string;
  /** Changes each id token on its way out; null: leaves it. */
  bend: ((idToken: string) => Promise<string>) | null;
  /** An address at which it breaks the line, such as `/token`; null: none. */
  away: string | null;
  /** Names of the client's addresses, known once the gateway has a port. */
  serve(gatewayUrl: string): Promise<void>;
  stop(): Promise<void>;
}

/** Takes a free port; answers nothing before `serve`. */
export async function signInProvider(): Promise<SignInProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), kid: 'sample-1', alg: 'RS256', use: 'sig' };
  let answer: (request: IncomingMessage, response: ServerResponse) => unknown = (_request, response) =>
    response.writeHead(503).end();
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // The gateway is at 127.0.0.1: browsers take this for another site, as a real provider is.
  const issuer = `http://localhost:${port}`;
  const stand: SignInProvider = {
    issuer,
    bend: null,
    away: null,
    serve: async (gatewayUrl) => {
      const provider = providerFor(issuer, gatewayUrl, key);
      const rest = provider.callback();
      answer = (request, response) => {
        if (request.url === stand.away) return response.destroy();
        if (request.url?.startsWith('/interaction/')) return interaction(provider, request, response);
        if (request.url === '/token' && stand.bend) bendAnswer(response, stand.bend);
        return rest(request, response);
      };
      if (!server.listening) await once(server.listen(port, '127.0.0.1'), 'listening');
    },
    stop: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return stand;
}

function providerFor(issuer: string, gatewayUrl: string, key: JWK): Provider {
  return new Provider(issuer, {
    jwks: { keys: [key] },
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [`${gatewayUrl}/api/v1/browser-session/provider/callback`],
        post_logout_redirect_uris: [`${gatewayUrl}/sign-in`],
      },
    ],
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['sample key of cookies in tests'] },
    claims: { openid: ['sub', CLAIM], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = pageOf(`${form}<button form="op.logoutForm" name="logout" value="yes">退出平台</button>`);
        },
      },
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, [CLAIM]: subjectOf(id), name: '样本' }),
    }),
    // Of an office for its own people: nobody is asked what the office may know.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
}

async function interaction(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    const form = `<form method="post"><label>工号 <input name="who" autofocus></label>
      <button name="act" value="in">确认身份</button><button name="act" value="cancel">取消登录</button></form>`;
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(pageOf(form));
    return;
  }
  const typed = new URLSearchParams(await text(request));
  await provider.interactionFinished(
    request,
    response,
    typed.get('act') === 'cancel'
      ? { error: 'access_denied', error_description: '样本：<b>已取消</b>' }
      : { login: { accountId: typed.get('who') ?? '' } },
  );
}

const pageOf = (body: string): string =>
  `<!doctype html><html lang="zh"><title>样本认证平台</title><h1>样本认证平台</h1>${body}</html>`;

/** Puts another id token into the answer of the token endpoint, as whoever holds the line could. */
function bendAnswer(response: ServerResponse, bend: (idToken: string) => Promise<string>): void {
  const end = response.end.bind(response);
  response.end = ((chunk: Buffer | string) => {
    const told = JSON.parse(String(chunk)) as { id_token: string };
    bend(told.id_token).then(
      (idToken) => {
        const body = JSON.stringify({ ...told, id_token: idToken });
        response.setHeader('Content-Length', Buffer.byteLength(body));
        end(body);
      },
      (error: unknown) => response.destroy(error as Error),
    );
    return response;
  }) as typeof response.end;
}
