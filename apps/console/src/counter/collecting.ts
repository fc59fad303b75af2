import { computed, reactive, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { answered, api, type Schemas } from '../api/client.js';
import { ServerAway, wordsOf, type ProblemWords } from '../api/problems.js';
import { onServerReturn } from '../shell/server-state.js';
import { collectBody, jointBody, type PointOf } from './case-body.js';
import { caseFaults } from './case-faults.js';
import { placesOf } from './problem-places.js';
import { shareWithParts } from './shared-with-parts.js';
import { emptyCase, modesAtWindow, paperOf, type Item, type Mode, type TypedCase } from './typed-case.js';
import { newKey } from '../parts/new-key.js';

/** One opened form, from the choice of the matter to the answer of the server. */
export interface Collecting {
  readonly typed: TypedCase;
  /** Made when the form is opened, also the id of its draft: however often it is sent, one case comes of it. */
  readonly key: Ref<string>;
  readonly item: ShallowRef<Item | null>;
  /** Items of the parts of a joint case, by the key of the part. */
  readonly partItems: ShallowRef<ReadonlyMap<string, Item>>;
  readonly loading: Ref<boolean>;
  /** Sentences on what is wrong, by place of the form. */
  readonly faults: ShallowRef<ReadonlyMap<string, string>>;
  readonly problem: ShallowRef<ProblemWords | null>;
  readonly sending: Ref<boolean>;
  readonly collected: ShallowRef<Schemas['CollectedCase'] | null>;
  choose(homeCity: string, itemCode: string): Promise<void>;
  setMode(mode: Mode): void;
  choosePartCity(key: string): Promise<void>;
  /** Gives the first place that is wrong; null where it was sent, or waits for the server. */
  submit(point: PointOf): Promise<string | null>;
  /** Puts what a draft kept into the form. */
  resume(kept: Partial<TypedCase>, key: string): Promise<void>;
  /** An empty form with a key of its own. */
  begin(): void;
}

export function useCollecting(): Collecting {
  const { t } = useI18n();
  const typed = reactive(emptyCase());
  const key = ref(newKey());
  const item = shallowRef<Item | null>(null);
  const partItems = shallowRef<ReadonlyMap<string, Item>>(new Map());
  const loading = ref(false);
  const asked = ref(false);
  const refused = shallowRef<ReadonlyMap<string, string>>(new Map());
  const problem = shallowRef<ProblemWords | null>(null);
  const sending = ref(false);
  const collected = shallowRef<Schemas['CollectedCase'] | null>(null);
  /** Set while an answer is owed by a server that went away. */
  let owed: PointOf | null = null;

  const found = computed(() => caseFaults(typed, item.value, partItems.value));
  // What the console knows is told once it was tried, and goes as it is mended; what the server said, with the next try.
  const faults = computed(() => {
    const said = asked.value
      ? found.value.map(({ place, words, named }) => [place, t(`counter.faults.${words}`, named ?? {})] as const)
      : [];
    return new Map([...refused.value, ...said]);
  });

  async function load(homeCity: string, itemCode: string): Promise<Item> {
    return answered(api.GET('/api/v1/items/{homeCity}/{itemCode}', { params: { path: { homeCity, itemCode } } }));
  }
  async function loadPart(of: Item, partKey: string): Promise<void> {
    const part = typed.parts[partKey];
    const candidates = of.joint?.parts.find((one) => one.key === partKey)?.candidates ?? [];
    const chosen = candidates.find((one) => one.homeCity === part?.homeCity);
    if (!part || !chosen) return;
    const partItem = await load(chosen.homeCity, chosen.itemCode);
    const paper = paperOf(partItem, 'PROXY_COLLECT', part);
    // What was typed for the whole is not asked for again in its parts.
    for (const code of Object.keys(paper.fields)) paper.fields[code] ||= typed.fields[code] ?? '';
    Object.assign(part, paper);
    partItems.value = new Map([...partItems.value, [partKey, partItem]]);
  }
  async function told(work: () => Promise<void>): Promise<void> {
    loading.value = true;
    problem.value = null;
    try {
      await work();
    } catch (error) {
      problem.value = wordsOf(error, t);
    } finally {
      loading.value = false;
    }
  }
  function setMode(mode: Mode): void {
    typed.mode = mode;
    if (item.value)
      Object.assign(typed, paperOf(item.value, mode, mode === 'ONLINE' ? { ...typed, materials: {} } : typed));
  }
  const choose = (homeCity: string, itemCode: string): Promise<void> =>
    told(async () => {
      const next = await load(homeCity, itemCode);
      const [mode] = modesAtWindow(next);
      asked.value = false;
      refused.value = new Map();
      partItems.value = new Map();
      Object.assign(typed, { homeCity, itemCode, parts: {}, fields: {}, materials: {}, commitment: false });
      item.value = next;
      if (next.applicantType !== 'BOTH') typed.applicant.type = next.applicantType;
      if (!next.agentAllowed) typed.byAgent = false;
      if (mode) setMode(mode);
      else typed.mode = '';
      for (const { key: partKey, candidates, optional } of next.joint?.parts ?? []) {
        const [only, ...others] = candidates;
        const homeOfPart = others.length === 0 && only ? only.homeCity : '';
        typed.parts[partKey] = { wanted: !optional, homeCity: homeOfPart, fields: {}, materials: {} };
        await loadPart(next, partKey);
      }
    });

  async function submit(point: PointOf): Promise<string | null> {
    if (sending.value) return null;
    asked.value = true;
    refused.value = new Map();
    problem.value = null;
    const first = found.value[0];
    if (first || !item.value) return first?.place ?? 'item';
    const header = { 'Idempotency-Key': key.value };
    sending.value = true;
    try {
      collected.value =
        typed.mode === 'JOINT'
          ? await answered(
              api.POST('/api/v1/joint-cases', {
                params: { header },
                body: { ...jointBody(typed, item.value, partItems.value, point), draftId: key.value },
              }),
            )
          : await answered(
              api.POST('/api/v1/cases', {
                params: { header },
                body: { ...collectBody(typed, item.value, point), draftId: key.value },
              }),
            );
      return null;
    } catch (error) {
      problem.value = wordsOf(error, t);
      refused.value = placesOf(error, typed);
      // It may have been done: the same key asks again, and no second case can come of it.
      owed = error instanceof ServerAway ? point : null;
      return [...refused.value.keys()][0] ?? null;
    } finally {
      sending.value = false;
    }
  }
  onServerReturn(() => {
    const point = owed;
    owed = null;
    return point ? submit(point) : undefined;
  });

  shareWithParts(typed, item, partItems);
  watch(
    () => typed.applicant.type,
    (type) => {
      typed.applicant.certificateType = type === 'LEGAL' ? '001' : '111';
    },
  );

  return {
    typed,
    key,
    item,
    partItems,
    loading,
    faults,
    problem,
    sending,
    collected,
    choose,
    setMode,
    choosePartCity: (partKey) => told(async () => void (item.value && (await loadPart(item.value, partKey)))),
    submit,
    resume: (kept, keptKey) =>
      told(async () => {
        Object.assign(typed, emptyCase(), kept);
        key.value = keptKey;
        const { homeCity, itemCode, mode } = typed;
        item.value = itemCode ? await load(homeCity, itemCode) : null;
        // By the list of today, should it have changed since.
        if (item.value && mode) Object.assign(typed, paperOf(item.value, mode, typed));
        for (const one of item.value?.joint?.parts ?? []) if (item.value) await loadPart(item.value, one.key);
      }),
    begin: () => {
      Object.assign(typed, emptyCase());
      key.value = newKey();
      item.value = null;
      partItems.value = new Map();
      refused.value = new Map();
      [asked.value, problem.value, collected.value] = [false, null, null];
    },
  };
}
