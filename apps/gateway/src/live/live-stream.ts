import type { Response } from 'express';
import { mayRole, type UserView } from '#contracts';
import type { SessionLease } from '../auth/session-leases.js';
import type { LiveEvent, LiveKind } from './live-ring.js';

/** Why a stream ended. */
export type StreamEnd = 'left' | 'session' | 'slow' | 'stopped';

/** One page of the console that wants to listen. */
export interface Listener {
  readonly user: UserView;
  readonly response: Response;
  readonly lease: SessionLease;
  /** Asks the node once more who this is. */
  readonly verify: () => Promise<UserView>;
}

/** A page that has not read for this long is gone, or might as well be. */
const SLOW_MS = 30_000;
/** Proxies and pages give up on a line that is silent for long; a token is asked about as often. */
const BEAT_EVERY_MS = 15_000;
/** `node`: whether the city's node answers; without it nothing would be told of what happens there. */
const beatOf = (node: boolean): string => `: beat\nevent: beat\ndata: ${JSON.stringify({ node })}\n\n`;

/** One open answer: written to while it is read, never ahead of that. */
export class LiveStream {
  private blockedAt: number | null = null;
  private missed = false;
  private beatAt: number;
  /** Set once; tells why. */
  ended: StreamEnd | null = null;

  constructor(
    readonly listener: Listener,
    private readonly newest: () => string,
    private readonly counted: (kind: LiveKind) => void,
  ) {
    // Streams that opened together, as after a restart, do not all beat together.
    this.beatAt = performance.now() + BEAT_EVERY_MS * (0.5 + Math.random() / 2);
  }

  get city(): string {
    return this.listener.user.city;
  }

  /** Tells an event if this person may know it; one that comes while the page does not read becomes "look again". */
  tell({ kind, text }: LiveEvent): void {
    if (!this.mayKnow(kind)) return;
    if (this.blockedAt !== null) this.missed = true;
    else {
      this.counted(kind);
      this.write(text);
    }
  }

  /** Writes whatever it is; after a write that did not go through at once the stream waits to be read. */
  write(text: string): void {
    const { response } = this.listener;
    if (this.ended || response.write(text)) return;
    this.blockedAt = performance.now();
    response.once('drain', () => {
      this.blockedAt = null;
      if (!this.missed) return;
      this.missed = false;
      this.counted('look');
      this.write(`id: ${this.newest()}\nevent: look\ndata: {}\n\n`);
    });
  }

  /** Once a second: ends what has to end, and beats. */
  turn(now: number): void {
    if (this.listener.lease.isOver()) this.end('session');
    else if (this.blockedAt !== null) {
      if (now - this.blockedAt > SLOW_MS) this.end('slow');
    } else if (now >= this.beatAt) {
      this.beatAt = now + BEAT_EVERY_MS;
      void this.beat();
    }
  }

  end(reason: StreamEnd): void {
    if (this.ended) return;
    this.ended = reason;
    // A page that does not read would hold what is still to be sent for as long as it likes.
    if (reason === 'slow') this.listener.response.destroy();
    else this.listener.response.end();
  }

  private mayKnow(kind: LiveKind): boolean {
    const { role, mustChangePassword } = this.listener.user;
    if (mustChangePassword) return false;
    return mayRole(role, kind === 'links' ? 'operations.look-partners' : 'case.look');
  }

  private async beat(): Promise<void> {
    const answer = await this.verify();
    if (answer === 'other') this.end('session');
    else if (this.blockedAt === null) this.write(beatOf(answer === 'same'));
  }

  /** Somebody who was disabled, or is somebody else now, is told nothing more. A node that is away says nothing of that. */
  private async verify(): Promise<'same' | 'other' | 'unknown'> {
    const { user, verify } = this.listener;
    try {
      const now = await verify();
      return now.role === user.role && now.mustChangePassword === user.mustChangePassword ? 'same' : 'other';
    } catch (error) {
      const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 0;
      return status === 401 || status === 403 ? 'other' : 'unknown';
    }
  }
}
