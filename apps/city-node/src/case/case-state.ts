import type { CaseStatus, HandlingMode, SpecialProcedureKind } from '#contracts';

/** What a case is, computed from its lanes alone: the same at every city that holds the same events. */
export interface CaseState {
  status: CaseStatus;
  /** Null before the first fact. */
  mode: HandlingMode | null;
  roles: { collecting: string; home: string; pickup: string | null };
  /** Instant of the newest effective fact of each type, and of each end. */
  times: Record<string, string>;
  /** Hashes of facts that came too late or out of turn and changed nothing. */
  ineffective: string[];

  // What follows is there once it happened; a plain case carries none of it.

  /** The home city has taken a delegated case back. */
  takenBack?: true;
  /** Home cities that passed the case on, in order. */
  formerHomes?: string[];
  /** Cities that an instruction named as pickup city, but that are not it: it had no effect, or another one came after. */
  namedPickups?: string[];
  /** Notices of correction given. */
  corrections?: number;
  withdrawal?: 'REQUESTED' | 'GRANTED' | 'DECLINED';
  /** 容缺: something is still owed, or has come. */
  deferral?: 'OWED' | 'SUPPLIED';
  procedure?: SpecialProcedureKind;
  extended?: true;
  /** 承办 and 审核 opinions given. */
  reviewed?: ('HANDLE' | 'REVIEW')[];
  /** 告知承诺: how the verification stands. */
  commitment?: 'OPEN' | 'PASSED' | 'FAILED';
  /** 委托按月办理, as far as it was told to end. */
  standing?: 'REVOKE_REQUESTED' | 'REVOKED';
  /** A result that nobody came for: back at the city that made it, or posted from there. */
  sentBack?: 'HERE' | 'POSTED';
  papers?: 'SENT' | 'RECEIVED';
  /** 电子监察 cards given so far. */
  cards?: number;
  /** DIRECT: the home city has doubts about the record. */
  record?: 'DISPUTED' | 'SETTLED';
}
