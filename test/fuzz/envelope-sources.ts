import { BatchMutants } from './batch-mutants.js';
import { EvidenceMutants } from './evidence-mutants.js';
import { fuzzedFederation, READER } from './fuzzed-federation.js';
import type { MutantSource } from './mutant.js';
import { AnswerMutants, QuestionMutants } from './question-mutants.js';
import { ReferenceReader } from './reference-reader.js';
import { DirectoryMutants, ReceiptMutants } from './signed-mutants.js';

/** Everything that a city reads of another, in the shares in which it is fuzzed; the same for the same seed. */
export async function envelopeSources(seed: string): Promise<MutantSource[]> {
  const federation = fuzzedFederation(seed);
  const reference = new ReferenceReader(federation);
  const directory = await federation.service(READER);
  return [
    await BatchMutants.with(federation, reference),
    await ReceiptMutants.with(federation, reference),
    new QuestionMutants(federation, reference, directory),
    new AnswerMutants(federation, reference, directory),
    new DirectoryMutants(federation, reference),
    new EvidenceMutants(federation),
  ];
}
