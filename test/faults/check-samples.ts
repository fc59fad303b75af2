import type { EvidenceFile, TimelineView } from '#contracts';
import { verifyEvidence } from '../../apps/city-node/src/evidence/verify-evidence.js';
import type { Findings } from './findings.js';
import type { AcceptedCase, Load } from './load.js';
import type { Random } from './random.js';
import type { Stand } from './stand.js';

/**
 * Some of the cases as people and auditors get them: both cities' timelines are equal, and both cities' evidence files
 * verify offline, receipts included.
 */
export async function checkSamples(
  stand: Stand,
  load: Load,
  cases: readonly AcceptedCase[],
  how: { count: number; random: Random },
  findings: Findings,
): Promise<void> {
  if (cases.length === 0) return;
  for (let i = 0; i < Math.min(how.count, cases.length); i += 1) {
    const one = how.random.pick(cases);
    const { caseNo } = one;
    const ends = [one.collecting, one.home];
    try {
      const lines = await Promise.all(
        ends.map((city) => load.desk(city).ask<TimelineView>('reviewer1', 'caseTimeline', { caseNo })),
      );
      const told = lines.map((view) => view.entries.map((e) => `${e.hash} ${e.type} ${e.effective}`).join('\n'));
      if (told[0] !== told[1]) findings.lost(caseNo, 'the timelines of its cities differ');
      if (lines[0]?.entries.some((e) => !e.effective))
        findings.doubled(caseNo, 'its timeline has a fact without effect');
      for (const city of ends) {
        const file = await load.desk(city).ask<EvidenceFile>('operator1', 'caseEvidence', { caseNo });
        const report = await verifyEvidence(file, stand.federation.fingerprint);
        if (!report.ok) findings.lost(caseNo, `evidence of ${city}: ${report.firstBroken}`);
      }
    } catch (error) {
      findings.lost(caseNo, `cannot be shown: ${(error as Error).message}`);
    }
  }
}
