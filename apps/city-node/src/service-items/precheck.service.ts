import {
  ERROR_CATALOGUE,
  isErrorCode,
  ItemPrecheckAnswer,
  ItemPrecheckQuestion,
  TongbanError,
  type ErrorCode,
  type PrecheckItem,
  type PrecheckView,
  type ServiceItemDefinition,
} from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { Answerer } from '../exchange/status/answerer.js';
import { operatorHoldWords, type OperatorHolds } from '../exchange/send/operator-holds.js';
import type { Asker } from '../exchange/status/asker.js';
import type { Breakers } from '../partners/breakers.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { CatalogueService } from './catalogue.service.js';
import { itemFaults, missingMaterials } from './item-fitness.rules.js';

/** Nobody waits longer at a window for an answer that is only a help. */
const ASK_MS = 2500;

/** A queue is counted up to here: longer ones are long. */
const MAX_QUEUE = 10_000;

/** 可办性检查: does the home city take this item from here, are the materials complete, is it reachable now. */
export class PrecheckService {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly catalogue: CatalogueService,
    private readonly asker: Asker,
    private readonly breakers: Breakers,
    private readonly clock: Clock,
    private readonly holds: Pick<OperatorHolds, 'current'>,
  ) {}

  registerAnswers(answerer: Answerer): void {
    answerer.register('item.precheck', ItemPrecheckQuestion, (from, question) => this.answer(from, question));
  }

  /** As the home city: judged by the version in force here. */
  private async answer(from: string, question: ItemPrecheckQuestion): Promise<ItemPrecheckAnswer> {
    let item: ServiceItemDefinition;
    try {
      item = (await this.catalogue.find(this.self, question.itemCode)).definition;
    } catch (error) {
      if (!(error instanceof TongbanError) || error.code !== 'item_unknown') throw error;
      return { taken: false, reasons: ['item_unknown'], missingMaterials: [], currentVersion: null, queueLength: 0 };
    }
    const [queue] = await this.db.query<{ waiting: number }>(
      `select count(*) as waiting from (select 1 from case_file
       where item_code = $2 and status = 'RECEIVED' and home_city = $1 limit ${MAX_QUEUE}) queue`,
      [this.self, question.itemCode],
    );
    const { reasons, missing } = this.judge(from, item, question);
    return {
      taken: reasons.length === 0 && missing.length === 0,
      reasons,
      missingMaterials: missing.map((m) => m.code),
      currentVersion: item.version,
      queueLength: Number(queue?.waiting ?? 0),
    };
  }

  private judge(
    collecting: string,
    item: ServiceItemDefinition,
    request: Pick<ItemPrecheckQuestion, 'mode' | 'applicantType' | 'byAgent' | 'materials'>,
  ): { reasons: ErrorCode[]; missing: { code: string; name: string }[] } {
    const at = this.clock.now().toISOString();
    const reasons = itemFaults(item, request, at).map((fault) => fault.code);
    // A city takes in for itself without anybody's agreement.
    const agreed =
      collecting === item.homeCity ||
      this.directory.current.agreement(collecting, item.homeCity, request.mode, item, at);
    if (!agreed && !reasons.includes('item_not_agreed')) reasons.push('item_not_agreed');
    return { reasons, missing: missingMaterials(item, request.materials) };
  }

  /**
   * As the collecting city: asks the home city through its breaker; where it does not answer, says what our copy of
   * its list says. Throws city_unknown or item_unknown.
   */
  async precheck(input: PrecheckItem): Promise<PrecheckView> {
    const { homeCity } = input;
    if (!this.directory.current.party(homeCity)) throw new TongbanError('city_unknown', { city: homeCity });
    const { definition } = await this.catalogue.find(homeCity, input.itemCode);
    const request = { ...input, byAgent: input.byAgent ?? false };
    const name = (code: string): string => definition.materials.find((m) => m.code === code)?.name ?? code;
    const homeName = this.directory.current.nameOf(homeCity);
    const hold = await this.holds.current(homeCity);
    const held = hold && operatorHoldWords(hold);
    try {
      const { itemCode, mode, applicantType, byAgent, materials } = request;
      const question: ItemPrecheckQuestion = {
        itemCode,
        itemVersion: definition.version,
        mode,
        applicantType,
        byAgent,
        materials,
      };
      const body =
        homeCity === this.self
          ? await this.answer(homeCity, question)
          : (
              await this.breakers.attempt(homeCity, () =>
                this.asker.ask(homeCity, 'item.precheck', question, ItemPrecheckAnswer, ASK_MS),
              )
            ).body;
      return {
        takes: body.taken,
        reasons: body.reasons.map(reasonInWords),
        missingMaterials: body.missingMaterials.map((code) => ({ code, name: name(code) })),
        source: 'LIVE',
        reachable: true,
        held,
        currentVersion: body.currentVersion,
        queueLength: body.queueLength,
        words: wordsOf(body.taken, `${homeName}已即时答复`),
      };
    } catch {
      // The answer is a help at the window and no condition: without it our own copy of the list speaks.
      const { reasons, missing } = this.judge(this.self, definition, request);
      const takes = reasons.length === 0 && missing.length === 0;
      return {
        takes,
        reasons: reasons.map(reasonInWords),
        missingMaterials: missing,
        source: 'LOCAL',
        reachable: false,
        held,
        currentVersion: definition.version,
        queueLength: null,
        words: wordsOf(takes, `${homeName}暂时联系不上，按本市所存清单判断；收件后安全留存，对方恢复后自动转递`),
      };
    }
  }
}

const wordsOf = (takes: boolean, how: string): string => `${takes ? '可以收件' : '暂不能收件'}（${how}）`;

function reasonInWords(code: string): { code: string; zh: string } {
  return { code, zh: isErrorCode(code) ? ERROR_CATALOGUE[code].zh : code };
}
