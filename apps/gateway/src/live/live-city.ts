import { LiveRing, type LiveEvent } from './live-ring.js';

/** Screens are told this often at most, in ms, however many cases move. */
const EVERY_MS = 300;
/** What belongs to one act comes within this, in ms. */
const TOGETHER_MS = 40;
/** Where more cases than this moved at once, a screen looks at what it shows instead of at each of them. */
const MAX_CASES = 100;

/** What the screens of one city are to be told: gathered, numbered, and given out a few times a second at most. */
export class LiveCity {
  readonly ring: LiveRing;
  private readonly cases = new Set<string>();
  private readonly links = new Set<string>();
  private mustLook = false;
  private timer: NodeJS.Timeout | undefined;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    epoch: string,
    private readonly tell: (event: LiveEvent) => void,
  ) {
    this.ring = new LiveRing(epoch);
  }

  changed(cases: Iterable<string>, links: Iterable<string> = []): void {
    for (const caseNo of cases) this.cases.add(caseNo);
    for (const city of links) this.links.add(city);
    if (this.cases.size > MAX_CASES) this.mustLook = true;
    this.soon();
  }

  /** Something may have been missed: all that is shown is to be asked for again. */
  look(): void {
    this.mustLook = true;
    this.soon();
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private soon(): void {
    const { cases, links, mustLook } = this;
    if (this.timer !== undefined || (cases.size === 0 && links.size === 0 && !mustLook)) return;
    const wait = Math.max(TOGETHER_MS, this.toldAt + EVERY_MS - performance.now());
    this.timer = setTimeout(() => this.flush(), wait).unref();
  }

  private flush(): void {
    this.timer = undefined;
    this.toldAt = performance.now();
    if (this.mustLook) this.tell(this.ring.add('look', {}));
    else {
      if (this.cases.size > 0) this.tell(this.ring.add('cases', { cases: [...this.cases] }));
      if (this.links.size > 0) this.tell(this.ring.add('links', { links: [...this.links] }));
    }
    this.mustLook = false;
    this.cases.clear();
    this.links.clear();
  }
}
