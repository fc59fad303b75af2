import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../deploy/local/ports.js';
import { CITY, standingGateway, type StandingGateway } from './gateway-stand.js';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

let gateway: StandingGateway;

beforeAll(async () => {
  const natsUrl = `nats://127.0.0.1:${await freePort()}`;
  gateway = await standingGateway([{ city: CITY, natsUrl, user: 'u', password: 'p' }]);
});
afterAll(() => gateway.close());

/** What the router really answers, read from the router itself. */
function addressesOfRouter(): string[] {
  const { stack } = (gateway.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
  return stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
  );
}

describe('the document and the router', () => {
  it('know the same addresses', async () => {
    const document = (await (await fetch(`${gateway.url}/api/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const routed = addressesOfRouter().filter((address) => address.includes(' /api/v1/'));
    expect(routed.length).toBeGreaterThan(20);
    expect([...documented].sort()).toEqual([...routed].sort());
  });

  it('beside the API there are only the document, its page, health and metrics', () => {
    const others = addressesOfRouter().filter((address) => !address.includes(' /api/v1/'));
    expect(others.filter((address) => !/^GET \/api\/(docs|openapi)/.test(address)).sort()).toEqual([
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
    ]);
  });
});

describe('the page of the document', () => {
  it('loads everything from the gateway itself and nothing that its own policy forbids', async () => {
    const page = await fetch(`${gateway.url}/api/docs`);
    const html = await page.text();
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    // An inline script would be a blank page under this policy.
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    const assets = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map((match) => match[1]!);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      const { origin, href } = new URL(asset, page.url);
      expect(origin).toBe(gateway.url);
      const answer = await fetch(href);
      expect([asset, answer.status]).toEqual([asset, 200]);
      await answer.arrayBuffer();
    }
  });

  it('is the only address with a policy that lets a page load anything', async () => {
    for (const path of ['/api/openapi.json', '/api/docsx', '/health/live', '/metrics', '/api/v1/cases']) {
      const { headers } = await fetch(gateway.url + path);
      expect([path, headers.get('content-security-policy')]).toEqual([path, expect.not.stringContaining("'self'")]);
    }
  });
});
