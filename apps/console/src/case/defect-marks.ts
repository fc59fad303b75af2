import { computed, reactive, type ComputedRef, type InjectionKey } from 'vue';
import type { CaseView } from './open-case.js';

/** One thing that the applicant is to mend, as it is being written. */
export interface DefectDraft {
  readonly kind: 'FIELD' | 'MATERIAL';
  readonly code: string;
  readonly label: string;
  problem: string;
  remedy: string;
}

/** 一次性告知 in the making: all defects of one case, marked where they are seen. */
export interface DefectMarks {
  readonly drafts: DefectDraft[];
  readonly isReady: ComputedRef<boolean>;
  find(kind: DefectDraft['kind'], code: string): DefectDraft | undefined;
  add(one: Pick<DefectDraft, 'kind' | 'code' | 'label'>): void;
  remove(one: Pick<DefectDraft, 'kind' | 'code'>): void;
  /** In a later round: it could have been named in the notice before, which supervision is told of. */
  wasVisible(one: Pick<DefectDraft, 'kind' | 'code'>): boolean;
  clear(): void;
}

/** Marks of one case. What the last notice named is excused; the node also excuses what was changed since. */
export function defectMarks(view: () => CaseView | null): DefectMarks {
  const drafts = reactive<DefectDraft[]>([]);
  const at = (kind: string, code: string): number => drafts.findIndex((one) => one.kind === kind && one.code === code);
  return {
    drafts,
    isReady: computed(() => drafts.length > 0 && drafts.every((one) => one.problem.trim() && one.remedy.trim())),
    find: (kind, code) => drafts[at(kind, code)],
    add: ({ kind, code, label }) => {
      if (at(kind, code) < 0) drafts.push({ kind, code, label, problem: '', remedy: '' });
    },
    remove: ({ kind, code }) => {
      const index = at(kind, code);
      if (index >= 0) drafts.splice(index, 1);
    },
    wasVisible: ({ kind, code }) => {
      const last = view()?.correction;
      return Boolean(last && !last.defects.some((one) => one.kind === kind && one.code === code));
    },
    clear: () => drafts.splice(0),
  };
}

/** Null unless a notice of correction is possible. */
export const DEFECT_MARKS: InjectionKey<ComputedRef<DefectMarks | null>> = Symbol('defect marks');
