// A partner whose receipts are not as they should be: late, twice, or wrong and yet signed with its real key.
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers';

const LATE_MS = 2_500;
const PREFIX = 'tongban.v1.receipt.';

/** From now on every receipt that this process publishes is spoilt in this way. */
export async function spoilReceipts(how, compiled) {
  const { NatsTransport } = await compiled('apps/city-node/src/exchange/transport/nats-transport.js');
  const { sign } = await compiled('apps/city-node/src/envelope/suite.js');
  const { JWS_TYPES } = await compiled('libs/contracts/src/index.js');
  const publish = NatsTransport.prototype.publish;
  const { keys } = JSON.parse(readFileSync(process.env.TONGBAN_KEYS_FILE, 'utf8'));
  const key = keys.find((one) => one.use === 'sign');
  let count = 0;
  const wrong = async (bytes) => {
    const [, payload] = Buffer.from(bytes).toString('latin1').split('.');
    const receipt = JSON.parse(Buffer.from(payload, 'base64url').toString());
    count += 1;
    const changes = [
      { head: 'ab'.repeat(32) },
      { upTo: receipt.upTo + 1000 },
      { state: 'gap' },
      { upTo: Math.max(0, receipt.upTo - 1) },
      { from: receipt.to, to: receipt.from },
      { state: 'conflict' },
      { at: '2020-01-01T00:00:00.000Z', head: '00'.repeat(32) },
    ][count % 8];
    if (changes === undefined) return Buffer.from('not a receipt at all');
    return Buffer.from(await sign(JWS_TYPES.receipt, { ...receipt, ...changes }, key), 'ascii');
  };
  NatsTransport.prototype.publish = function (subject, bytes) {
    if (!subject.startsWith(PREFIX)) return publish.call(this, subject, bytes);
    if (how === 'late') setTimeout(() => publish.call(this, subject, bytes), LATE_MS);
    if (how === 'twice') for (let i = 0; i < 2; i += 1) publish.call(this, subject, bytes);
    if (how === 'wrong') {
      wrong(bytes).then(
        (spoilt) => publish.call(this, subject, spoilt),
        (error) => process.stderr.write(`no wrong receipt: ${error.message}\n`),
      );
    }
  };
}
