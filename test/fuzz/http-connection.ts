import { connect, type Socket } from 'node:net';

/** An answer as it came over the wire; status 0 where the connection ended without one. */
export interface RawAnswer {
  status: number;
  headers: ReadonlyMap<string, string>;
  body: string;
}

const WAIT_MS = 30_000;

/** One kept-alive connection on which any bytes can be sent: no client of the platform in between that would refuse to. */
export class HttpConnection {
  private socket: Socket | undefined;
  private received = Buffer.alloc(0);
  private waiting: { headOnly: boolean; done: (answer: RawAnswer) => void; failed: (error: Error) => void } | undefined;

  constructor(private readonly url: URL) {}

  /** Sends one request and waits for its answer; `last` says so to the other side, for one that may be incomplete. */
  ask(bytes: Uint8Array, how: { headOnly: boolean; last: boolean }): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.close();
        reject(new Error(`no answer within ${WAIT_MS} ms`));
      }, WAIT_MS);
      this.waiting = {
        headOnly: how.headOnly,
        done: (answer) => {
          clearTimeout(timer);
          this.waiting = undefined;
          if (how.last || answer.headers.get('connection') === 'close') this.close();
          resolve(answer);
        },
        failed: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const socket = this.open();
      if (how.last) socket.end(bytes);
      else socket.write(bytes);
    });
  }

  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
    this.received = Buffer.alloc(0);
  }

  private open(): Socket {
    if (this.socket) return this.socket;
    const socket = connect(Number(this.url.port), this.url.hostname);
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      if (this.socket !== socket) return;
      this.received = Buffer.concat([this.received, chunk]);
      this.read(false);
    });
    // A reset is an end as well: whether one was allowed is judged by the status that came before it, or none.
    socket.on('error', () => this.ended(socket));
    socket.on('close', () => this.ended(socket));
    return socket;
  }

  private ended(socket: Socket): void {
    if (this.socket !== socket) return;
    this.read(true);
    this.socket = undefined;
    this.received = Buffer.alloc(0);
    this.waiting?.done({ status: 0, headers: new Map(), body: '' });
  }

  private read(ended: boolean): void {
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0 || !this.waiting) return;
    const [first = '', ...lines] = this.received.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? -1);
    const headers = new Map(
      lines.map((line) => [line.split(':', 1)[0]?.toLowerCase() ?? '', line.replace(/^[^:]*: */, '')]),
    );
    const rest = this.received.subarray(end + 4);
    if (status >= 100 && status < 200) {
      this.received = rest;
      return this.read(ended);
    }
    const body = this.waiting.headOnly ? Buffer.alloc(0) : bodyOf(headers, rest, status, ended);
    if (!body) return;
    this.received = Buffer.alloc(0);
    this.waiting.done({ status, headers, body: body.toString('utf8') });
  }
}

/** The body once it is whole. */
function bodyOf(
  headers: ReadonlyMap<string, string>,
  bytes: Buffer,
  status: number,
  ended: boolean,
): Buffer | undefined {
  if (status === 204 || status === 304) return Buffer.alloc(0);
  if (headers.get('transfer-encoding') === 'chunked') return chunksOf(bytes);
  const length = headers.get('content-length');
  if (length !== undefined) return bytes.length >= Number(length) ? bytes.subarray(0, Number(length)) : undefined;
  return ended || headers.get('connection') === 'close' ? bytes : undefined;
}

function chunksOf(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const size = parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    if (size === 0) return Buffer.concat(parts);
    if (bytes.length < end + 2 + size + 2) return undefined;
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
