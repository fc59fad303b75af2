import type { HandlingMode } from '#contracts';
import type { SlaFact } from './case-parties.rules.js';
import type { ItemLimits } from './clocks.rules.js';

/** Facts of the ordinary course in its order. Each happens once, so its instant is all that clocks need of it. */
const COURSE = [
  'case.collected',
  'case.submitted',
  'case.received',
  'case.accepted',
  'case.decided',
  'result.issued',
  'handover.instructed',
  'pickup.ready',
  'pickup.done',
  'case.refused',
  'case.returned',
  'case.withdrawn',
];
const BESIDE =
  /^(papers|record|supervision|standing)\.|^(review\.noted|execution\.notified|case\.sampled|withdrawal\.requested)$/;

/** True for facts that move no clock and no holder. */
export const isBesideCourse = (type: string): boolean => BESIDE.test(type);

/** What a case file knows of a case without reading its events. */
export interface CourseKnown {
  /** Instant of the effective fact of each type, or of each `type/act`. */
  times: Readonly<Record<string, string>>;
  roles: { collecting: string; home: string; pickup: string | null };
  /** Null where no fact has told it. */
  mode: HandlingMode | null;
  /** Known only where the fact on the shelf was just taken. */
  shelfUntil: string | null;
  /** The item may be approved as a standing authorisation (委托按月办理). */
  mayStand: boolean;
}

/** True if an item may be approved as a standing authorisation; also of one whose limits were not read yet. */
export const mayBeStanding = (limits: ItemLimits | null | undefined): boolean =>
  limits === undefined || limits?.standing !== undefined;

/**
 * The facts of a case that went the ordinary way, as clocks and holders need them, so that nothing has to be read while
 * a case is written; null where a correction, a stop, another city or a condition asks for all of its events.
 */
export function plainCourse({ times, roles, mode, shelfUntil, mayStand }: CourseKnown): SlaFact[] | null {
  // Nothing is delivered after the decision of a standing authorisation, and only the data of the decision says so.
  if (mayStand && 'case.decided/APPROVED' in times) return null;
  const facts: (SlaFact & { place: number })[] = [];
  for (const [key, at] of Object.entries(times)) {
    const slash = key.indexOf('/');
    const [type, act] = slash < 0 ? [key, null] : [key.slice(0, slash), key.slice(slash + 1)];
    const place = COURSE.indexOf(type);
    if (place < 0 && (isBesideCourse(type) || key === 'withdrawal.answered/DECLINED')) continue;
    const isPlain = type === 'case.accepted' ? act === null : act !== 'COMMITTED';
    const isShelfKnown = type !== 'pickup.ready' || shelfUntil !== null || 'pickup.done' in times;
    if (place < 0 || !isPlain || !isShelfKnown) return null;
    const pickup = type === 'handover.instructed' && roles.pickup !== null ? roles.pickup : null;
    const author = type.startsWith('pickup.')
      ? (roles.pickup ?? roles.home)
      : place < 2
        ? roles.collecting
        : roles.home;
    facts.push({
      place,
      type,
      // The instant of a collecting stands under the fact alone, whatever its mode.
      act: type === 'case.collected' ? mode : act,
      author,
      at,
      assigns: pickup === null ? [] : [{ role: 'pickup', city: pickup }],
      data: type === 'pickup.ready' && shelfUntil !== null ? { shelfUntil } : null,
    });
  }
  return facts.sort((a, b) => a.place - b.place);
}
