import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

/** Client and person of its tokens unless told. */
export const CLIENT = 'tongban-sample';
export const PERSON = 'E-1001';

/** A provider of sign-ins as far as a node sees it: where its keys lie, the keys, and the id tokens it signs. */
export interface TokenIssuer {
  readonly issuer: string;
  /** How often its keys were fetched. */
  keyFetches: number;
  /** Changes to what it answers with; undefined: as it should. */
  discovery: object | undefined;
  /** An id token with a nonce, good unless told otherwise; `undefined` leaves a claim out. */
  idToken(nonce: string, claims?: JWTPayload, header?: { alg?: string; kid?: string }): Promise<string>;
  /** From now on it signs with a new key, which it publishes. */
  rotate(): Promise<void>;
  /** From now on it signs with a key that it does not publish, under the name of the one it does. */
  goBad(): Promise<void>;
  stop(): Promise<void>;
  restart(): Promise<void>;
}

/** Starts it on a free port. */
export async function tokenIssuer(now: () => Date = () => new Date()): Promise<TokenIssuer> {
  let [published, kid]: [JWK[], string] = [[], 'sample-1'];
  let privateKey: CryptoKey;
  const newKey = async (isPublished: boolean): Promise<void> => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = pair.privateKey;
    if (isPublished)
      published = [...published, { ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256', use: 'sig' }];
  };
  await newKey(true);
  const server: Server = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    if (isKeys) stand.keyFetches += 1;
    const told = isKeys
      ? { keys: published }
      : { issuer: stand.issuer, jwks_uri: `${stand.issuer}/keys`, ...stand.discovery };
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(told));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stand: TokenIssuer = {
    issuer: `http://127.0.0.1:${port}`,
    keyFetches: 0,
    discovery: undefined,
    idToken: (nonce, claims = {}, header = {}) => {
      const seconds = Math.floor(now().getTime() / 1000);
      const good = { iss: stand.issuer, aud: CLIENT, sub: PERSON, iat: seconds, exp: seconds + 300, nonce };
      return new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'ES256', kid, ...header }).sign(privateKey);
    },
    rotate: () => {
      kid = `${kid}-next`;
      return newKey(true);
    },
    goBad: () => newKey(false),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    restart: async () => void (await once(server.listen(port, '127.0.0.1'), 'listening')),
  };
  return stand;
}
