import type { Response } from 'express';

/** Proxies and browsers give up on a line that is silent for long. */
const BEAT_EVERY_MS = 15_000;

interface OpenPage {
  readonly city: string;
  readonly response: Response;
}

/** Pages of the console that listen, and what they are told: that something changed, never what it is. */
export class LiveFeed {
  private readonly pages = new Set<OpenPage>();
  private beat: NodeJS.Timeout | undefined;

  /** Keeps this answer open for a page of a city, until either side closes it. */
  listen(city: string, response: Response): void {
    const page = { city, response };
    this.pages.add(page);
    response.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    response.write('retry: 2000\nevent: hello\ndata: {}\n\n');
    response.once('close', () => this.pages.delete(page));
    this.beat ??= setInterval(() => this.write(() => true, ': beat\n\n'), BEAT_EVERY_MS).unref();
  }

  /** A case changed, for every page of the city that did it. */
  caseChanged(city: string, caseNo: string): void {
    this.write((page) => page.city === city, `event: case\ndata: ${JSON.stringify({ caseNo })}\n\n`);
  }

  /** Ends all: a gateway that stops waits for its answers, and these would never end. */
  close(): void {
    clearInterval(this.beat);
    for (const { response } of this.pages) response.end();
  }

  private write(toPage: (page: OpenPage) => boolean, text: string): void {
    for (const page of this.pages) if (toPage(page)) page.response.write(text);
  }
}
