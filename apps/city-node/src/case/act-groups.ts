import { TongbanError } from '#contracts';
import { mark, type Clock } from '#runtime';
import { isTransient, type Tx } from '../db/database.js';
import type { RestoreWatch } from '../exchange/recovery/restore-watch.js';
import { drawIds, type Staged } from '../exchange/state/event-writer.js';
import type { Hops } from '../exchange/state/hops.js';
import { lockKnownLanes, newLane, saveLanes, type Lane } from '../exchange/state/lanes.js';
import { drawForLinks, NOTHING_DRAWN } from '../exchange/state/out-links.js';
import type { Outgoing, OwnFacts } from '../exchange/state/own-facts.js';
import { readPageFacts, type StoredFact } from '../notices/notice-reads.js';
import { findCommands, type CommandsDone } from './act-reads.js';
import { caseLane, caseNoOf, loadCaseFiles, saveCaseFiles, type CaseFile, type DueOf } from './case-file.js';

/** A case under lock, for one act. */
export interface OpenCase {
  em: Tx;
  lane: Lane;
  file: CaseFile;
  /** Facts that a page may rest on, where they were read with the case; null where nobody foresaw that they are needed. */
  told: readonly StoredFact[] | null;
}

/** Throws where a fact beside these parties could fork a lane that one of them holds (see RestoreWatch). */
export type MayState = (parties: readonly string[]) => void;

/** One act of one person, to be carried out with whatever else is waiting. */
export interface Act {
  caseNo: string;
  command: { id: string; hash: Buffer } | null;
  /** A case that is just being made: its file before the first fact. */
  begins: CaseFile | null;
  /** It states what is given on paper: the facts that its page rests on are read with the case. */
  onPaper: boolean;
  /** Judges the act on the locked case and states its facts; throws the code where it is not allowed. */
  carryOut: (open: OpenCase, mayState: MayState) => Promise<Staged[]>;
}

/** What an act came to: carried out now, or found carried out before, perhaps for another case number. */
export type ActDone =
  | { repeated: true; caseNo: string }
  | {
      repeated: false;
      file: CaseFile;
      lane: Lane;
      stated: number;
      /** The case's facts that a page or its application rests on, where the act read them; null where it did not. */
      facts: readonly ActFact[] | null;
    };

/** A fact of a case as an answer needs it, its data or null. */
export type ActFact = Pick<StoredFact, 'type' | 'act' | 'body' | 'hash'>;

interface Waiting {
  act: Act;
  resolve: (done: ActDone) => void;
  reject: (error: unknown) => void;
}

type Result = { kind: 'done'; done: ActDone } | { kind: 'failed'; error: unknown } | { kind: 'again' };

/** Acts under one commit at most; what waits longer gathers for the next. */
const MAX_ACTS = 200;
/** More than this waiting means that the database does not answer: nobody is helped by a longer queue. */
const MAX_WAITING = 5000;
/** Most facts that one act states (出证 with an instruction). */
const FACTS_PER_ACT = 3;

export interface ActGroupsDoors {
  hops: Hops;
  facts: OwnFacts;
  watch: RestoreWatch;
  clock: Clock;
  dueOf: DueOf;
  /** Cases that were changed, after the commit. */
  changed: (cases: readonly { file: CaseFile; lane: Lane }[]) => void;
}

/**
 * Group commit for people's acts: those that arrive while a transaction is under way form the next one. Each is judged
 * by itself under the locks of all; one that is not allowed fails alone.
 */
export class ActGroups {
  private readonly waiting: Waiting[] = [];
  private draining = false;

  constructor(private readonly doors: ActGroupsDoors) {}

  /** Resolves once the act is committed; throws its code, or database_unavailable. */
  carryOut(act: Act): Promise<ActDone> {
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(new TongbanError('database_unavailable'));
    mark('act.ready');
    return new Promise((resolve, reject) => {
      this.waiting.push({ act, resolve, reject });
      if (!this.draining) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.draining = true;
    while (this.waiting.length > 0) await this.takeGroup();
    this.draining = false;
  }

  private async takeGroup(): Promise<void> {
    let group: Waiting[] = [];
    try {
      const results = await this.doors.hops.run((tx) => {
        // Taken when its turn has come, so that whoever waited for the turn is in it.
        if (group.length === 0) group = this.waiting.splice(0, MAX_ACTS);
        return this.inTransaction(tx, group);
      });
      this.answer(group, results);
    } catch (error) {
      if (group.length === 0) group = this.waiting.splice(0, MAX_ACTS);
      if (group.length === 1 || isTransient(error) || error instanceof TongbanError) {
        for (const { reject } of group) reject(error);
      } else {
        // One of them breaks a rule of the database (a command carried out at the other replica meanwhile): each alone.
        for (const one of group) await this.alone(one);
      }
    }
  }

  private async alone(one: Waiting): Promise<void> {
    try {
      this.answer([one], await this.doors.hops.run((tx) => this.inTransaction(tx, [one])));
    } catch (error) {
      one.reject(error);
    }
  }

  private answer(group: readonly Waiting[], results: readonly Result[]): void {
    const changed: { file: CaseFile; lane: Lane }[] = [];
    for (const [i, one] of group.entries()) {
      const result = results[i];
      if (result?.kind === 'failed') one.reject(result.error);
      else if (result?.kind === 'done') {
        if (!result.done.repeated) changed.push(result.done);
        one.resolve(result.done);
      } else this.waiting.unshift(one);
    }
    if (changed.length > 0) this.doors.changed(changed);
  }

  private async inTransaction(tx: Tx, group: readonly Waiting[]): Promise<{ value: Result[]; outgoing: Outgoing }> {
    const { facts, clock } = this.doors;
    const now = clock.now();
    const acts = group.map(({ act }) => act);
    const known = acts.filter((act) => act.begins === null).map((act) => act.caseNo);
    const homes = acts.flatMap((act) => (act.begins ? [act.begins.home_city] : []));
    const guarded = facts.guard(tx);
    const onPaper = acts.filter((act) => act.onPaper && act.begins === null).map((act) => caseLane(act.caseNo));
    const reading = Promise.all([
      lockKnownLanes(tx, known.map(caseLane)),
      loadCaseFiles(tx, known),
      findCommands(tx, acts),
      readPageFacts(tx, onPaper),
      this.doors.watch.judge(tx, known.length > 0),
      // Links come after lanes: with acts on known cases they are locked once it is known which.
      known.length === 0 ? drawForLinks(tx, acts.length * FACTS_PER_ACT, facts.open(homes)) : null,
    ]);
    tx.leave();
    // A new case rests on nothing that is being read.
    const begun = await beginAll(tx, acts, reading);
    const [lanes, files, commands, told, mayState, early] = await reading;
    mark('hop.read');
    const run = new GroupRun(tx, lanes, files, told, commands, mayState, begun);
    const value: Result[] = [];
    for (const act of acts) value.push(await run.take(act));
    const recipients = run.staged.flatMap((event) => event.recipients.map(({ city }) => city));
    const nothing = run.staged.length === 0 ? NOTHING_DRAWN : null;
    const { ids, links } = early ?? nothing ?? (await drawForLinks(tx, run.staged.length, facts.open(recipients)));
    const enough = run.staged.length <= ids.events.length ? ids : await drawIds(tx, run.staged.length);
    const outgoing = await facts.write(tx, run.staged, enough, links, guarded, now);
    saveCaseFiles(tx, run.files, this.doors.dueOf);
    saveLanes(tx, run.lanes);
    return { value, outgoing };
  }
}

/** A case that was begun in memory, or why it cannot be. */
type Begun = { open: OpenCase; staged: Staged[] } | { error: TongbanError };

/** Begins the new cases of a group in memory while `reading` is under way. Throws what is no code. */
async function beginAll(tx: Tx, acts: readonly Act[], reading: Promise<unknown>): Promise<ReadonlyMap<Act, Begun>> {
  // Looked at when this is done; until then its failure is nobody's unhandled rejection.
  reading.catch(() => undefined);
  const begun = new Map<Act, Begun>();
  for (const act of acts) {
    if (!act.begins) continue;
    const open = { em: tx, lane: newLane(caseLane(act.caseNo)), file: { ...act.begins }, told: [] };
    try {
      begun.set(act, { open, staged: await act.carryOut(open, () => undefined) });
    } catch (error) {
      if (!(error instanceof TongbanError)) throw error;
      begun.set(act, { error });
    }
  }
  return begun;
}

/** Judging the acts of one group, one after the other, in memory. */
class GroupRun {
  readonly staged: Staged[] = [];
  readonly files: CaseFile[] = [];
  readonly lanes: Lane[] = [];
  private readonly touched = new Set<string>();

  constructor(
    private readonly tx: Tx,
    private readonly known: ReadonlyMap<string, Lane>,
    private readonly knownFiles: ReadonlyMap<string, CaseFile>,
    private readonly told: ReadonlyMap<string, readonly StoredFact[]>,
    private readonly commands: CommandsDone,
    private readonly mayState: MayState,
    private readonly begun: ReadonlyMap<Act, Begun>,
  ) {}

  async take(act: Act): Promise<Result> {
    try {
      // Two acts on one case: the second has to see what the first committed.
      if (this.touched.has(act.caseNo)) return { kind: 'again' };
      const repeated = this.commands.laneOf(act.command, act.begins ? null : caseLane(act.caseNo));
      if (repeated !== null) return { kind: 'done', done: { repeated: true, caseNo: caseNoOf(repeated) } };
      const begun = this.begun.get(act);
      if (begun && 'error' in begun) throw begun.error;
      const open = begun?.open ?? this.open(act);
      const staged = begun?.staged ?? (await act.carryOut(open, this.mayState));
      const before = act.begins ? null : open.told;
      const facts = before && [...before, ...staged.map(factOf)];
      this.touched.add(act.caseNo);
      this.staged.push(...staged);
      this.files.push(open.file);
      this.lanes.push(open.lane);
      if (act.command) this.commands.add(act.command, open.lane.lane);
      return {
        kind: 'done',
        done: { repeated: false, file: open.file, lane: open.lane, stated: staged.length, facts },
      };
    } catch (error) {
      // A statement that failed has failed the transaction for all; a code has not.
      if (!(error instanceof TongbanError)) throw error;
      return { kind: 'failed', error };
    }
  }

  /** Copies, so that an act that fails half way leaves nothing behind. */
  private open(act: Act): OpenCase {
    const name = caseLane(act.caseNo);
    const lane = this.known.get(name);
    const file = this.knownFiles.get(act.caseNo);
    if (!lane || lane.isNew || !file) throw new TongbanError('case_not_found', { caseNo: act.caseNo });
    return {
      em: this.tx,
      lane: { ...lane, heads: { ...lane.heads } },
      file: { ...file },
      told: this.told.get(name) ?? null,
    };
  }
}

const factOf = ({ payload, body, hash }: Staged): ActFact => ({
  type: payload.type,
  act: payload.act,
  body: body as StoredFact['body'],
  hash: hash.toString('hex'),
});
