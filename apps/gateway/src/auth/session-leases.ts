import type { BrowserSession } from './session-seal.js';

/** Something that stays open for as long as its session lasts, and does not make it last. */
export interface SessionLease {
  /** The same for everything that one session holds open; tells nothing of the person. */
  readonly key: string;
  /** True once the session has ended, as far as this gateway has seen it used. */
  isOver(): boolean;
  release(): void;
}

interface Leased {
  usedAt: number;
  open: number;
}

/** Sessions that hold something open, with their last use: the cookie that tells it comes with other requests only. */
export class SessionLeases {
  private readonly leased = new Map<string, Leased>();

  /** Begins a lease; `isOver` judges the session by the last use that was seen. */
  begin(session: BrowserSession, isOver: (session: BrowserSession) => boolean): SessionLease {
    const leased = this.leased.get(session.id) ?? { usedAt: session.usedAt, open: 0 };
    leased.open += 1;
    this.leased.set(session.id, leased);
    this.seen(session);
    let released = false;
    return {
      key: session.id,
      isOver: () => isOver({ ...session, usedAt: leased.usedAt }),
      release: () => {
        if (released) return;
        released = true;
        leased.open -= 1;
        if (leased.open === 0) this.leased.delete(session.id);
      },
    };
  }

  /** A request came with this session. */
  seen({ id, usedAt }: BrowserSession): void {
    const leased = this.leased.get(id);
    if (leased && usedAt > leased.usedAt) leased.usedAt = usedAt;
  }
}
