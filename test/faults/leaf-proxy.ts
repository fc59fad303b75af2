import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the link is like now. Half-open: connections stay, and every byte vanishes. */
export type LinkWeather =
  | { readonly kind: 'clear' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'half-open' }
  | { readonly kind: 'slow'; readonly delayMs: number; readonly bytesPerSecond: number };

/** A TCP proxy between a city's nats-server and the hub, whose weather a test makes. */
export interface LeafProxy {
  readonly port: number;
  set(weather: LinkWeather): Promise<void>;
  close(): Promise<void>;
}

const MOST_QUEUED_BYTES = 4 * 1024 * 1024;

/** Starts a proxy on a free port of `listenOn` before a server of this machine; the weather is clear at first. */
export async function leafProxy(target: { host: string; port: number }, listenOn = '127.0.0.1'): Promise<LeafProxy> {
  const sockets = new Set<Socket>();
  let weather: LinkWeather = { kind: 'clear' };
  let server: Server | undefined;
  /** Connections that lost bytes: a stream with a hole in it is of no use to anybody any more. */
  const robbed = new Set<Socket>();

  /** One direction of one connection: bytes leave in order, late and no faster than the link allows. */
  const carry = (from: Socket, to: Socket): void => {
    const queue: { bytes: Buffer; at: number }[] = [];
    let queued = 0;
    let freeAt = 0;
    let pumping = false;
    const pump = (): void => {
      const head = queue[0];
      pumping = head !== undefined;
      if (!head) return;
      const waitMs = head.at - Date.now();
      if (waitMs > 0) {
        setTimeout(pump, waitMs);
        return;
      }
      queue.shift();
      queued -= head.bytes.length;
      if (!to.destroyed) to.write(head.bytes);
      if (queued <= MOST_QUEUED_BYTES) from.resume();
      pump();
    };
    from.on('data', (bytes: Buffer) => {
      if (weather.kind === 'half-open') {
        robbed.add(from).add(to);
        return;
      }
      const slow = weather.kind === 'slow' ? weather : null;
      freeAt = Math.max(freeAt, Date.now()) + (slow ? (bytes.length / slow.bytesPerSecond) * 1000 : 0);
      queue.push({ bytes, at: freeAt + (slow?.delayMs ?? 0) });
      queued += bytes.length;
      // What a slow line cannot take stays with the sender, as TCP has it.
      if (queued > MOST_QUEUED_BYTES) from.pause();
      if (!pumping) pump();
    });
  };
  const take = (near: Socket): void => {
    const far = connect(target);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      carry(one, other);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      // An end without ceremony is what the proxy is for; `close` follows.
      one.on('error', () => other.destroy());
    }
  };
  const listen = async (port: number): Promise<number> => {
    server = createServer(take).listen(port, listenOn);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const refuse = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    if (!closing) return;
    const closed = once(closing, 'close');
    closing.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const port = await listen(0);
  return {
    port,
    set: async (next) => {
      weather = next;
      if (next.kind !== 'half-open') {
        for (const socket of robbed) socket.destroy();
        robbed.clear();
      }
      if (next.kind === 'cut') await refuse();
      else if (!server) await listen(port);
    },
    close: refuse,
  };
}
