import {
  USER_ROLES,
  type AdministrationRecordView,
  type HallView,
  type ImportReport,
  type ImportRow,
  type PersonView,
  type PersonWithPassword,
  type PlacesView,
  type UnitView,
  type WindowView,
} from '#contracts';
import { answer, instant, listOf, oneOf, orNull, page, ref, text, whole, yesNo } from './schema-words.js';

const hall = { id: text, name: text, disabled: yesNo };

/** Answers about people and places, by name. */
export const PEOPLE_SCHEMAS = {
  Person: answer<PersonView>({
    username: text,
    displayName: text,
    role: oneOf(USER_ROLES),
    roleZh: text,
    windowId: orNull(text),
    windowName: orNull(text),
    unitId: orNull(text),
    unitName: orNull(text),
    subject: orNull(text),
    subjectIssuer: orNull(text),
    hasPassword: yesNo,
    disabled: yesNo,
    locked: yesNo,
    mustChangePassword: yesNo,
  }),
  People: page(ref('Person')),
  PersonWithPassword: answer<PersonWithPassword>({ person: ref('Person'), temporaryPassword: orNull(text) }),
  ImportReport: answer<ImportReport>({
    dryRun: yesNo,
    created: whole,
    changed: whole,
    same: whole,
    refused: whole,
    rows: listOf(
      answer<ImportRow>({
        line: whole,
        username: orNull(text),
        outcome: oneOf(['CREATED', 'CHANGED', 'SAME', 'REFUSED']),
        words: orNull(text),
        temporaryPassword: orNull(text),
      }),
    ),
  }),
  Places: answer<PlacesView>({
    halls: listOf(answer<HallView>(hall)),
    windows: listOf(answer<WindowView>({ ...hall, hallId: text, kind: text, unitId: orNull(text), people: whole })),
    units: listOf(answer<UnitView>({ ...hall, department: orNull(text), people: whole })),
  }),
  AdministrationRecords: page(
    answer<AdministrationRecordView>({
      id: whole,
      at: instant,
      by: text,
      act: text,
      actZh: text,
      subject: text,
      changes: listOf(
        answer<AdministrationRecordView['changes'][number]>({ field: text, before: orNull(text), after: orNull(text) }),
      ),
    }),
  ),
};
