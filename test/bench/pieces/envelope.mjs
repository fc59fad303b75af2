// What signing and sealing cost, by Node's crypto and by jose, in one interleaved run: node test/bench/pieces/envelope.mjs
// Prints microseconds; nothing here is asserted. Needs a build.
import { generateKeyPairSync } from 'node:crypto';
import { Buffer } from 'node:buffer';
import { CompactEncrypt, CompactSign, compactDecrypt, compactVerify, importJWK } from 'jose';

// Only a built tree has them.
const built = (file) => import(new URL(`../../../dist/apps/city-node/src/envelope/${file}`, import.meta.url).href);
const { readJwe, readJws } = await built('strict-jose.rules.js');
const { openNow, sealNow, signNow, verifyNow } = await built('suite.js');

const ROUNDS = 5;
const TYP = 'tongban-batch+jwe';
const ADDRESS = { from: '430300', to: '430100', first: 1, last: 2 };
const keyOf = (type, use) => {
  const { d, x } = generateKeyPairSync(type).privateKey.export({ format: 'jwk' });
  return { kid: `430100.${use}.bench`, use, d, x };
};
const signer = keyOf('ed25519', 'sign');
const recipient = keyOf('x25519', 'seal');
const own = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: signer.x, d: signer.d }, 'EdDSA');
const theirs = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: signer.x }, 'EdDSA');
const opener = await importJWK({ kty: 'OKP', crv: 'X25519', x: recipient.x, d: recipient.d }, 'ECDH-ES');
const sealer = await importJWK({ kty: 'OKP', crv: 'X25519', x: recipient.x }, 'ECDH-ES');

async function microsecondsEach(times, work) {
  const start = performance.now();
  for (let i = 0; i < times; i += 1) await work();
  return ((performance.now() - start) * 1000) / times;
}
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const statement = {
  v: 1,
  from: '430300',
  to: '430100',
  first: 1,
  last: 2,
  head: 'a'.repeat(64),
  bodyHash: 'b'.repeat(64),
};
const signed = signNow('tongban-batch+jws', statement, signer);
const pieces = [
  [
    'sign 250 bytes',
    300,
    () => signNow('tongban-batch+jws', statement, signer),
    () =>
      new CompactSign(Buffer.from(JSON.stringify(statement)))
        .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid, typ: 'tongban-batch+jws' })
        .sign(own),
  ],
  [
    'read and verify 250 bytes',
    300,
    () => verifyNow(readJws(signed, 'tongban-batch+jws'), signer),
    () => readJws(signed, 'tongban-batch+jws') && compactVerify(signed, theirs, { algorithms: ['EdDSA'] }),
  ],
];
for (const [name, size, times] of [
  ['4 KB', 4_000, 300],
  ['150 KB', 150_000, 60],
  ['500 KB', 500_000, 20],
]) {
  const plain = Buffer.alloc(size, '{"payload":"sample"}');
  const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid: recipient.kid, typ: TYP, ...ADDRESS };
  const sealed = sealNow(TYP, plain, recipient, ADDRESS);
  pieces.push([
    `seal ${name}`,
    times,
    () => sealNow(TYP, plain, recipient, ADDRESS),
    () => new CompactEncrypt(plain).setProtectedHeader(header).encrypt(sealer),
  ]);
  pieces.push([
    `read and open ${name}`,
    times,
    () => openNow(readJwe(sealed, TYP, true), recipient),
    () => readJwe(sealed, TYP, true) && compactDecrypt(sealed, opener),
  ]);
}

for (const [name, times, ours, jose] of pieces) {
  const seen = { ours: [], jose: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [a, b] = [await microsecondsEach(times, ours), await microsecondsEach(times, jose)];
    // The first round warms up.
    if (round > 0) {
      seen.ours.push(a);
      seen.jose.push(b);
    }
  }
  const [a, b] = [median(seen.ours), median(seen.jose)];
  process.stdout.write(`${name}: ours ${a.toFixed(1)} µs, jose ${b.toFixed(1)} µs, ratio ${(b / a).toFixed(1)}\n`);
}
