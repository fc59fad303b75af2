import {
  CASE_STATUSES,
  HANDLING_MODES,
  PartOf,
  Product,
  REFUSAL_RULES,
  StandingOrder,
  type CloseCodeView,
  type HolderView,
  type JointTask,
} from '#contracts';
import type { AnswerTypes } from './answer-types.js';
import { holder } from './case-schemas.js';
import { classSchema } from './class-schemas.js';
import { answer, day, decimal, instant, listOf, oneOf, orNull, ref, text, yesNo } from './schema-words.js';

type Execution = AnswerTypes['Standing']['executions'][number];

/** Answers about 多地联办, 委托按月 and 办结结果对照, by name. */
export const JOINT_SCHEMAS = {
  JointPart: answer<AnswerTypes['JointPart']>({
    key: text,
    name: text,
    homeCity: text,
    cityName: text,
    itemCode: text,
    mode: oneOf(HANDLING_MODES),
    after: listOf(text),
    state: oneOf(['WAITING', 'OPEN', 'DONE', 'ENDED', 'SKIPPED']),
    caseNo: orNull(text),
    status: orNull(oneOf(CASE_STATUSES)),
    statusZh: orNull(text),
    dueOn: { ...day, description: 'Of the clock of the part where it runs, otherwise as planned.' },
    provisional: yesNo,
    holder: orNull(answer<HolderView>(holder)),
  }),
  Joint: answer<AnswerTypes['Joint']>({
    caseNo: text,
    parent: { ...orNull(classSchema(PartOf)), description: 'Set in a part: the joint case it belongs to.' },
    products: listOf(classSchema(Product)),
    onRefusal: orNull(oneOf(REFUSAL_RULES)),
    parts: listOf(ref('JointPart')),
    dueOn: { ...orNull(day), description: 'The longest way through the graph; null in a part.' },
    provisional: yesNo,
    tasks: listOf(answer<JointTask>({ part: text, caseNo: text, city: text, zh: text })),
  }),
  Standing: answer<AnswerTypes['Standing']>({
    caseNo: text,
    order: orNull(classSchema(StandingOrder)),
    state: oneOf(['NONE', 'RUNNING', 'END_REQUESTED', 'ENDED']),
    stateZh: text,
    executions: listOf(answer<Execution>({ month: text, amountYuan: decimal, at: instant, note: orNull(text) })),
    nextOn: orNull(day),
  }),
  CloseCodes: answer<AnswerTypes['CloseCodes']>({
    caseNo: text,
    status: oneOf(CASE_STATUSES),
    statusZh: text,
    closed: yesNo,
    codes: listOf(
      answer<CloseCodeView>({
        platform: text,
        platformZh: text,
        code: orNull(text),
        codeZh: orNull(text),
        alsoMeans: listOf(text),
        words: text,
      }),
    ),
  }),
};
