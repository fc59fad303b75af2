import type { UserRole } from '../codes/permissions.js';

/** Somebody who can sign in at this city. */
export interface PersonView {
  username: string;
  displayName: string;
  role: UserRole;
  roleZh: string;
  windowId: string | null;
  windowName: string | null;
  unitId: string | null;
  unitName: string | null;
  /** Under which the provider of sign-ins knows this person. */
  subject: string | null;
  /** The provider that was set when the subject was bound; null: whichever the node trusts. */
  subjectIssuer: string | null;
  /** False: signs in through the provider alone. */
  hasPassword: boolean;
  disabled: boolean;
  /** Too many wrong passwords; a reset ends it. */
  locked: boolean;
  mustChangePassword: boolean;
}

/** A person with a password that is shown this once, and has to be changed at the next sign-in; null: has none. */
export interface PersonWithPassword {
  person: PersonView;
  temporaryPassword: string | null;
}

/** What became, or would become, of one line of an import. */
export interface ImportRow {
  line: number;
  username: string | null;
  outcome: 'CREATED' | 'CHANGED' | 'SAME' | 'REFUSED';
  /** In words where it was refused. */
  words: string | null;
  /** Only where somebody was made. */
  temporaryPassword: string | null;
}

export interface ImportReport {
  dryRun: boolean;
  created: number;
  changed: number;
  same: number;
  refused: number;
  rows: ImportRow[];
}

export interface HallView {
  id: string;
  name: string;
  disabled: boolean;
}

export interface WindowView extends HallView {
  hallId: string;
  kind: string;
  unitId: string | null;
  /** Enabled people bound to it. */
  people: number;
}

export interface UnitView extends HallView {
  department: string | null;
  people: number;
}

/** 大厅、窗口、部门 of this city. */
export interface PlacesView {
  halls: HallView[];
  windows: WindowView[];
  units: UnitView[];
}

/** One change by an administrator. */
export interface AdministrationRecordView {
  id: number;
  at: string;
  by: string;
  act: string;
  actZh: string;
  subject: string;
  /** What was set before and after, a line for each field that changed. */
  changes: { field: string; before: string | null; after: string | null }[];
}
