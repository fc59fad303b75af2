import { maskName } from '#contracts/codes';
import { onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { answered, api, type Schemas } from '../api/client.js';
import { ApiProblem, ServerAway, wordsOf, type ProblemWords } from '../api/problems.js';
import { onServerReturn } from '../shell/server-state.js';
import type { Collecting } from './collecting.js';
import type { TypedCase } from './typed-case.js';

const KIND = 'collect';
/** A pause in typing. */
const PAUSE_MS = 700;
const AGAIN_MS = 3000;

/** The open form as the server keeps it for its officer; nothing of it is ever kept by the browser. */
export interface Draft {
  /** NONE: nothing worth keeping yet; WAITING: the server is away; STOPPED: `problem` says why. */
  readonly state: Ref<'NONE' | 'SAVING' | 'SAVED' | 'WAITING' | 'STOPPED'>;
  /** Instant of the last save. */
  readonly savedAt: Ref<string>;
  readonly problem: ShallowRef<ProblemWords | null>;
  /** Saves what is not saved yet, without waiting for a pause. Never throws. */
  flush(): Promise<void>;
  /** Opens a draft in the form; throws ApiProblem with `draft_not_found`, ServerAway. */
  open(draftId: string): Promise<void>;
  /** Forgets the form that was handed in or left; the next one begins unsaved. */
  leave(): void;
}

/** Drafts of the signed-in person, last changed first. */
export async function myDrafts(): Promise<Schemas['DraftSummary'][]> {
  return (await answered(api.GET('/api/v1/drafts'))).filter(({ kind }) => kind === KIND);
}

/** Throws away a draft; gives what is left. */
export async function discardDraft(draftId: string): Promise<Schemas['DraftSummary'][]> {
  const left = await answered(api.POST('/api/v1/drafts/{draftId}/discard', { params: { path: { draftId } } }));
  return left.filter(({ kind }) => kind === KIND);
}

/** Keeps the form of `collecting` as its draft while it is typed; `began` is told when there is something to come back to. */
export function useDraft(collecting: Collecting, began: (id: string) => void): Draft {
  const { typed, key, item, collected } = collecting;
  const { t } = useI18n();
  const state: Draft['state'] = ref('NONE');
  const savedAt = ref('');
  const problem: Draft['problem'] = shallowRef(null);
  let version = 0;
  let saved = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();

  const isIdle = (): boolean => collected.value !== null || state.value === 'STOPPED' || !isWorthKeeping(typed);
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  };
  async function save(): Promise<void> {
    const content = JSON.stringify(typed);
    if (isIdle() || content === saved) return;
    const [draftId, isFirst] = [key.value, version === 0];
    const label = [item.value?.name, maskName(typed.applicant.name.trim())].filter(Boolean).join(' · ').slice(0, 100);
    state.value = 'SAVING';
    try {
      const body = { version, kind: KIND, label, content };
      const answer = await answered(api.POST('/api/v1/drafts/{draftId}', { params: { path: { draftId } }, body }));
      if (draftId !== key.value) return;
      [version, saved, state.value, savedAt.value] = [answer.version, content, 'SAVED', answer.changedAt];
      if (isFirst) began(draftId);
    } catch (error) {
      if (draftId !== key.value) return;
      const isAway = error instanceof ServerAway || (error instanceof ApiProblem && error.status >= 500);
      state.value = isAway ? 'WAITING' : 'STOPPED';
      problem.value = isAway ? null : wordsOf(error, t);
      if (isAway) later(AGAIN_MS);
    }
  }
  /** One save after the other: each continues the version of the one before. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    running = running.then(save);
    return running;
  }
  function leave(): void {
    clearTimeout(timer);
    [version, saved, state.value, savedAt.value, problem.value] = [0, '', 'NONE', '', null];
  }

  watch(typed, () => later(PAUSE_MS), { deep: true });
  onServerReturn(flush);
  onBeforeUnmount(() => void flush());
  return {
    state,
    savedAt,
    problem,
    flush,
    open: async (draftId) => {
      const draft = await answered(api.GET('/api/v1/drafts/{draftId}', { params: { path: { draftId } } }));
      leave();
      await collecting.resume(typedOf(draft.content), draftId);
      [version, saved, state.value, savedAt.value] = [draft.version, JSON.stringify(typed), 'SAVED', draft.changedAt];
      began(draftId);
    },
    leave,
  };
}

/** A matter that was only looked at is no draft. */
function isWorthKeeping({ itemCode, applicant, fields, materials }: TypedCase): boolean {
  const texts = [applicant.name, applicant.certificateNo, applicant.phone, ...Object.values(fields)];
  return itemCode !== '' && (texts.some((text) => text !== '') || Object.values(materials).some(({ taken }) => taken));
}

function typedOf(content: string): Partial<TypedCase> {
  const kept: unknown = JSON.parse(content);
  return typeof kept === 'object' && kept !== null ? kept : {};
}
