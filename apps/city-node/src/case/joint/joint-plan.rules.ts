import { TongbanError, type JointPart, type JointPartInput, type JointPlan, type JointPlanPart } from '#contracts';

/** A part as it was chosen; the version of its item is not known yet. */
export type ChosenPart = Omit<JointPart, 'itemVersion'> & Required<Pick<JointPart, 'form' | 'materials'>>;

/**
 * The parts of a plan that an application asks for, each with its city, in the order of the plan. Throws
 * joint_choice_invalid naming the part: unknown, missing, without a city among several, or left out although another
 * one waits for it.
 */
export function chosenParts({ parts }: JointPlan, inputs: readonly JointPartInput[]): ChosenPart[] {
  const invalid = (part: string, reason: string): TongbanError =>
    new TongbanError('joint_choice_invalid', { part, reason });
  const given = new Map(inputs.map((input) => [input.key, input]));
  for (const key of given.keys()) if (!parts.some((part) => part.key === key)) throw invalid(key, 'unknown');
  const chosen = parts.filter((part) => given.has(part.key));
  const left = parts.find((part) => !part.optional && !given.has(part.key));
  if (left) throw invalid(left.key, 'missing');
  return chosen.map((part) => {
    const { form, materials, homeCity } = given.get(part.key) as JointPartInput;
    const candidate = candidateOf(part, homeCity);
    if (!candidate) throw invalid(part.key, homeCity === undefined ? 'city_not_chosen' : 'city_not_in_plan');
    // What was left out brings nothing that another part could wait for.
    const missing = part.after.find((key) => !given.has(key));
    if (missing !== undefined) throw invalid(missing, `needed_by_${part.key}`);
    const { key, name, mode, after } = part;
    return { key, name, mode, after, ...candidate, form, materials };
  });
}

function candidateOf(
  { candidates }: JointPlanPart,
  homeCity: string | undefined,
): JointPlanPart['candidates'][number] | undefined {
  if (homeCity === undefined) return candidates.length === 1 ? candidates[0] : undefined;
  return candidates.find((one) => one.homeCity === homeCity);
}
