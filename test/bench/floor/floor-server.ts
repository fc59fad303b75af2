// The bare SQL behind HTTP: the same framework as the gateway's, and nothing that it checks.
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { Floor, type FloorOptions } from './floor.js';

/** From the process: the port it listens on. */
export interface FloorServerReady {
  readonly port: number;
}

interface Request {
  readonly body: unknown;
}
interface Response {
  status(code: number): Response;
  json(body: unknown): void;
  setHeader(name: string, value: string): void;
  flushHeaders(): void;
  write(text: string): void;
}
interface Express {
  get(path: string, handler: (request: Request, response: Response) => void): void;
  post(path: string, handler: (request: Request, response: Response) => void): void;
}

async function serve(options: FloorOptions): Promise<void> {
  const floor = new Floor(options, Buffer.alloc(0), Buffer.from(JSON.stringify({ act: 'APPROVED' })));
  await floor.prepare();
  const adapter = new ExpressAdapter();
  adapter.initHttpServer({});
  adapter.registerParserMiddleware();
  const app = adapter.getInstance() as Express;
  const screens: Response[] = [];
  let lastNo = 0;
  // One stream tells of every decision, as the node's own city is told over NATS.
  app.get('/decided', (_request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    response.flushHeaders();
    screens.push(response);
  });
  app.post('/cases', (request, response) => {
    lastNo += 1;
    const caseNo = String(lastNo);
    const answered = (): void => response.status(201).json({ caseNo, status: 'FORWARDED' });
    floor.roundTrip(answered, Buffer.from(JSON.stringify(request.body))).then(
      () => screens.forEach((screen) => screen.write(`${caseNo}\n`)),
      (error: unknown) => process.stderr.write(`${String(error)}\n`),
    );
  });
  const server = adapter.getHttpServer() as Server;
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.once('disconnect', () => {
    server.closeAllConnections();
    server.close();
    void floor.close().then(() => process.exit(0));
  });
}

process.once('message', (options: FloorOptions) => {
  serve(options).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
});
