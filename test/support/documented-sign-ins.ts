import { PERSON, type TokenIssuer } from './token-issuer.js';
import { XIANGTAN } from './three-cities.js';
import type { HttpGateway } from './with-gateway.js';

/** Signs in through a provider, rightly and wrongly, for the test that holds answers to the document. */
export async function playSignIns(gateway: HttpGateway, provider: TokenIssuer): Promise<void> {
  const admin = await gateway.signIn(XIANGTAN, 'admin1');
  await admin.post('/people', { username: 'clerk7', displayName: '示例', role: 'clerk', subject: PERSON });
  const nonce = async (): Promise<string> => {
    const { body } = await gateway.call<{ nonce: string }>('/session/provider-nonce', { body: { city: XIANGTAN } });
    return body.nonce;
  };
  const signIn = (idToken: string) => gateway.call('/session/provider', { body: { city: XIANGTAN, idToken } });
  await gateway.call('/session/provider-nonce', { body: { city: 'x' } });
  const good = await provider.idToken(await nonce());
  await signIn(good);
  await signIn(good);
  await signIn(await provider.idToken(await nonce(), { sub: 'E-9999' }));
  await signIn(await provider.idToken(await nonce(), { aud: 'another' }));
  await signIn('x');
}
