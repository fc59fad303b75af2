import {
  checkParsed,
  EventData,
  factRule,
  parseCaseNo,
  TongbanError,
  type CaseCollected,
  type CaseLapsed,
  type CaseRerouted,
  type ErrorCode,
  type EventPayload,
  type FactRule,
} from '#contracts';
import type { PlacedEvent } from '../exchange/apply/lane-handler.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { PublishedLists } from '../service-items/published-lists.js';
import { caseNoOf } from './case-file.js';
import type { CaseState } from './case-state.js';
import { mayEverState, ruleOfFact } from './case-status.rules.js';
import { powerFor, restsOnDelegation } from './delegated-acts.rules.js';
import { termHasEnded, type TermGiven } from './lapse-terms.js';
import { silenceIsProven } from './silence-proof.js';

/** Says of a fact of another city whether it may have effect here, or the code for which it is kept without. */
export class CaseJudge {
  constructor(
    private readonly self: string,
    private readonly directory: DirectoryService,
    private readonly lists: PublishedLists,
  ) {}

  /** Null where it may have effect; `state` is asked for only where the number is that of a case. */
  judge(
    event: PlacedEvent,
    stateNow: () => CaseState,
    itemCode: string | null,
    terms: readonly TermGiven[],
  ): ErrorCode | null {
    const { payload } = event;
    const rule = factRule(payload.type, payload.typeVersion);
    if (!rule || rule.lane !== 'case') return 'fact_unknown';
    if (!parseCaseNo(caseNoOf(payload.lane))) return 'case_no_invalid';
    const state = stateNow();
    if (!mayEverState(rule.owner, state, payload.author)) return 'not_entitled';
    if (payload.actor.role === 'rule' && !this.ruleMayState(payload)) return 'not_entitled';
    if (!this.delegationCovers(payload, state, itemCode)) return 'not_entitled';
    if (!assignsWell(rule, payload, state)) return 'not_entitled';
    const { act } = payload;
    if (rule.acts.length === 0 ? act !== null : !(act !== '' && rule.acts.includes(act ?? ''))) return 'data_invalid';
    return this.judgeData(rule, event, state, terms);
  }

  /** 秒批: a rule states only what its city has published that it may, in the version the fact names as its basis. */
  private ruleMayState({ type, act, author, actor, basis }: EventPayload): boolean {
    if (!ruleOfFact(type, act)?.byRule || basis?.city !== author) return false;
    const rule = this.lists.items.of(basis)?.instantRule;
    return rule?.ruleId === actor.id && (rule.upTo === 'DECIDED' || type === 'case.accepted');
  }

  /** 授权委托: what another city states in the home city's name rests on a delegation in force at that moment. */
  private delegationCovers(payload: EventPayload, state: CaseState, itemCode: string | null): boolean {
    const { type, author, at, basis } = payload;
    const act = powerFor(type);
    // A pickup city has not seen how the case was collected: who instructs without being the home city is delegated.
    const joining = state.mode === null && author !== state.roles.home && author === state.roles.collecting;
    if (act === undefined || !(joining || restsOnDelegation(state, type, author))) return true;
    if (joining && this.directCovers(payload, state)) return true;
    return this.lists.delegations.covers(state.roles.home, basis, { to: author, itemCode, act, at });
  }

  /** 直接办理: the instruction rests on the home city's own list, which lets the collecting city decide. */
  private directCovers({ author, basis, at }: EventPayload, { roles }: CaseState): boolean {
    const item = basis?.city === roles.home ? this.lists.items.of(basis) : undefined;
    if (!item?.modes.includes('DIRECT')) return false;
    return this.directory.current.agreement(author, roles.home, 'DIRECT', item, at) !== undefined;
  }

  private judgeData(
    rule: FactRule,
    event: PlacedEvent,
    state: CaseState,
    terms: readonly TermGiven[],
  ): ErrorCode | null {
    const { payload, dataText } = event;
    const pickup = payload.assigns.find(({ role }) => role === 'pickup')?.city ?? state.roles.pickup;
    const home = payload.assigns.find(({ role }) => role === 'home')?.city ?? state.roles.home;
    const weRead = rule.readers.some(
      (role) =>
        (role === 'home' && home === this.self) ||
        (role === 'collecting' && state.roles.collecting === this.self) ||
        (role === 'pickup' && pickup === this.self),
    );
    if (dataText === null) return weRead ? 'data_invalid' : null;
    try {
      const data = JSON.parse(dataText) as { body: object };
      const { body } = checkParsed(EventData, data, 'data_invalid');
      event.body = data.body;
      checkParsed(rule.data, body, 'data_invalid');
      // The mode that everybody reads is the one in the application.
      if (payload.type === 'case.collected' && rule.version > 1 && body.mode !== payload.act) return 'data_invalid';
      // What was agreed counts between the two that agreed; who gets a case by 转办 judges it when it arrives.
      if (payload.type === 'case.collected' && parseCaseNo(caseNoOf(payload.lane))?.home === this.self) {
        return this.judgeCollected(payload, body as unknown as CaseCollected);
      }
      if (payload.type === 'case.rerouted') return this.judgeRerouted(payload, body as unknown as CaseRerouted, state);
      if (payload.type === 'case.lapsed') {
        if (!termHasEnded(payload, (body as unknown as CaseLapsed).dueOn, terms)) return 'data_invalid';
        if (!silenceIsProven(payload, body, state, this.directory.current)) return 'data_invalid';
      }
    } catch (error) {
      if (error instanceof TongbanError || error instanceof SyntaxError) return 'data_invalid';
      throw error;
    }
    return null;
  }

  /** 转办: the city that the case goes to takes it under the item that the fact names, from where it was collected. */
  private judgeRerouted(payload: EventPayload, rerouted: CaseRerouted, { roles, mode }: CaseState): ErrorCode | null {
    const to = payload.assigns[0]?.city;
    if (to !== rerouted.toCity || payload.basis?.city !== to) return 'data_invalid';
    if (to !== this.self) return null;
    const item = this.lists.items.of(payload.basis);
    if (!item || item.itemCode !== rerouted.itemCode || item.version !== rerouted.itemVersion) return 'item_unknown';
    if (roles.collecting === this.self) return null;
    const agreed = mode && this.directory.current.agreement(roles.collecting, this.self, mode, item, payload.at);
    return agreed && item.modes.includes(mode) ? null : 'item_not_agreed';
  }

  /** A submission for an item that we did not agree to have collected there has no effect here; people see it. */
  private judgeCollected(payload: EventPayload, collected: CaseCollected): ErrorCode | null {
    const item = payload.basis?.city === this.self ? this.lists.items.of(payload.basis) : undefined;
    if (!item || item.itemCode !== collected.itemCode || item.version !== collected.itemVersion) return 'item_unknown';
    const agreed = this.directory.current.agreement(payload.author, this.self, collected.mode, item, payload.at);
    if (!agreed || !item.modes.includes(collected.mode)) return 'item_not_agreed';
    return null;
  }
}

function assignsWell(rule: FactRule, payload: EventPayload, state: CaseState): boolean {
  if (payload.type === 'case.collected') {
    const [first, second] = payload.assigns;
    return (
      payload.assigns.length === 2 &&
      first?.role === 'collecting' &&
      first.city === state.roles.collecting &&
      second?.role === 'home' &&
      second.city === state.roles.home
    );
  }
  if (payload.type === 'case.rerouted') {
    const [to] = payload.assigns;
    return payload.assigns.length === 1 && to?.role === 'home' && to.city !== payload.author;
  }
  return payload.assigns.length <= 1 && payload.assigns.every(({ role }) => rule.assigns.includes(role));
}
