import type { Logger } from 'pino';
import type { Clock } from '#runtime';
import type { NodeFaultPoints } from '../../fault-points.js';
import type { Breakers } from '../../partners/breakers.js';
import type { LinkAgreement } from '../status/link-status.js';
import type { NatsTransport } from '../transport/nats-transport.js';
import type { BatchPacker } from './batch-packer.js';
import type { LinkSender } from './link-sender.js';

/** What a link needs to send. */
export interface LinkSenderDoors {
  self: string;
  transport: NatsTransport;
  packer: BatchPacker;
  breakers: Breakers;
  agree: (partner: string) => Promise<LinkAgreement>;
  clock: Clock;
  faults: NodeFaultPoints;
  log: Logger;
  receiptWaitMs: number;
  heartbeatMs: number;
  /** A link that both sides hold differently is asked for again this often. */
  heldAgainMs: number;
  /** Something changed that screens show or that lets the relay go on. */
  changed: (link: LinkSender) => void;
  onDirectory: (partner: string, number: number) => void;
}
