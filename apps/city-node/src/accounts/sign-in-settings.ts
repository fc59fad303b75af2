import type { Setting, SettingsFault } from '#runtime';

/** Settings of sign-ins: how long one lasts, and the provider (统一身份认证) whose word this node takes. */
export const SIGN_IN_SETTINGS = [
  {
    name: 'TONGBAN_TOKEN_MINUTES',
    kind: 'int',
    required: false,
    default: 30,
    min: 1,
    max: 720,
    description: 'Life of a sign-in token in minutes.',
  },
  {
    name: 'TONGBAN_OIDC_ISSUER',
    kind: 'url',
    required: false,
    pattern: /^https?:\/\/[^?#]+$/,
    description:
      'OpenID Connect provider whose id tokens sign people in, exactly as its tokens name it; unset, passwords alone do. ' +
      'The node fetches its keys. https, or http on this machine.',
  },
  {
    name: 'TONGBAN_OIDC_CLIENT_ID',
    kind: 'text',
    required: false,
    max: 200,
    description: 'Client at that provider for which the id tokens are made; the same as at the gateway.',
  },
  {
    name: 'TONGBAN_OIDC_CLAIM',
    kind: 'text',
    required: false,
    default: 'sub',
    pattern: /^[A-Za-z0-9_.:/-]{1,100}$/,
    description:
      'Claim of the id token that names the person; accounts are bound to its value. Take one that is never ' +
      'given to somebody else.',
  },
] as const satisfies readonly Setting[];

/** A provider that is only half told, or could be listened to on the way, is found at the start. */
export function providerFaults(read: {
  TONGBAN_OIDC_ISSUER?: string;
  TONGBAN_OIDC_CLIENT_ID?: string;
}): SettingsFault[] {
  const { TONGBAN_OIDC_ISSUER: issuer, TONGBAN_OIDC_CLIENT_ID: clientId } = read;
  if ((issuer === undefined) !== (clientId === undefined)) {
    const name = issuer === undefined ? 'TONGBAN_OIDC_ISSUER' : 'TONGBAN_OIDC_CLIENT_ID';
    return [
      { name, code: 'missing', problem: 'is missing beside the other of its kind', remedy: 'Set both, or neither' },
    ];
  }
  if (issuer === undefined || isSafe(new URL(issuer))) return [];
  const problem = 'is an address without encryption on another machine';
  return [{ name: 'TONGBAN_OIDC_ISSUER', code: 'forbidden', problem, remedy: 'Use https' }];
}

/** Whether what comes from this address cannot be changed on the way: https, or http that does not leave the machine. */
export const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
