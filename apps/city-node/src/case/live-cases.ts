import { subjects } from '#contracts';
import { mark } from '#runtime';
import { revisionOf, type Lane } from '../exchange/state/lanes.js';
import type { NatsTransport } from '../exchange/transport/nats-transport.js';
import type { CaseFile } from './case-file.js';

/** Cases in one message at most; none of it is personal data. */
const MAX_CASES = 500;

/** Tells the screens of this city which cases have changed: number, status, revision. A hint; the database is the truth. */
export class LiveCases {
  constructor(
    private readonly self: string,
    private readonly transport: NatsTransport,
  ) {
    // What changed while nothing could be told, or just before a crash, is asked for by the screens themselves.
    transport.whenever(() => transport.publish(subjects.live(self, 'look'), new Uint8Array()));
  }

  changed(cases: readonly { file: CaseFile; lane: Lane }[]): void {
    mark('live.told');
    const subject = subjects.live(this.self, 'cases');
    for (let from = 0; from < cases.length; from += MAX_CASES) {
      const some = cases.slice(from, from + MAX_CASES).map(({ file, lane }) => ({
        caseNo: file.case_no,
        status: file.status,
        revision: revisionOf(lane.heads),
      }));
      this.transport.publish(subject, Buffer.from(JSON.stringify({ cases: some })));
    }
  }

  /** Something of this city's own about a case that is no fact of it, such as who works on it. */
  touched(caseNo: string): void {
    this.transport.publish(subjects.live(this.self, 'touched'), Buffer.from(JSON.stringify({ cases: [{ caseNo }] })));
  }
}
