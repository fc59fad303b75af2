import { until } from './until.js';

/** One event of a stream of live updates; beats are left out. */
export interface HeardEvent {
  readonly id: string;
  readonly kind: string;
  readonly data: { cases?: string[]; links?: string[]; resumed?: boolean };
}

/** Somebody who listens to live updates as a browser does. */
export interface LiveReader {
  readonly status: number;
  readonly events: HeardEvent[];
  /** Waits until an event is heard that fits; gives it. */
  heard(what: string, fits: (event: HeardEvent) => boolean): Promise<HeardEvent>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  leave(): void;
}

/** Opens the stream of live updates; `headers` say who listens. */
export async function listenLive(url: string, headers: Record<string, string>, after = ''): Promise<LiveReader> {
  const leaving = new AbortController();
  const answer = await fetch(`${url}/api/v1/live${after}`, { headers, signal: leaving.signal });
  const events: HeardEvent[] = [];
  const read = async (): Promise<void> => {
    if (!answer.ok || !answer.body) return;
    let text = '';
    try {
      for await (const bytes of answer.body) {
        text += Buffer.from(bytes).toString('utf8');
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) take(block);
      }
    } catch (error) {
      if (!leaving.signal.aborted) throw error;
    }
  };
  const take = (block: string): void => {
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
    const kind = field('event');
    if (kind === '' || kind === 'beat') return;
    events.push({ id: field('id'), kind, data: JSON.parse(field('data')) as HeardEvent['data'] });
  };
  return {
    status: answer.status,
    events,
    heard: (what, fits) => until(what, () => events.find(fits)),
    ended: read(),
    leave: () => leaving.abort(),
  };
}
