import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a program and a server it connects to, so that a test can take the server away. */
export interface TcpProxy {
  readonly port: number;
  /** Ends all connections and refuses new ones, as a stopped server does. */
  refuse(): Promise<void>;
  /** Keeps all connections and lets nothing through, as a network that swallows packets does. */
  freeze(): void;
  /** Lets through again; connections that were refused have to be made anew. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy on a free port before a server of this machine. */
export async function tcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let frozen = false;
  const take = (near: Socket): void => {
    const far = connect(target);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (bytes) => other.write(bytes));
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      // An end without ceremony is what the proxy is for; `close` follows.
      one.on('error', () => other.destroy());
      if (frozen) one.pause();
    }
  };
  let server: Server | undefined;
  const listen = async (port: number): Promise<number> => {
    server = createServer(take).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const refuse = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    if (!closing) return;
    const closed = once(closing, 'close');
    closing.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    refuse,
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    restore: async () => {
      frozen = false;
      for (const socket of sockets) socket.resume();
      if (!server) await listen(port);
    },
    close: refuse,
  };
}

/** The address of a database with the proxy in the place of its server. */
export function throughProxy(databaseUrl: string, proxy: TcpProxy): string {
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  return url.href;
}

/** A proxy before the server of a database. */
export function proxyBefore(databaseUrl: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(databaseUrl);
  return tcpProxy({ host: hostname, port: Number(port) });
}
