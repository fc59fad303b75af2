import type { Response } from 'express';

/** What is known of a request while it runs, for its log line and its answer. Nothing here is personal. */
export interface RequestNotes {
  readonly requestId: string;
  city?: string;
  caseNo?: string;
  errorCode?: string;
  /** Counts the request as answered, where its answer then stays open. */
  answered?: () => void;
}

const KEY = 'tongban';

/** Begins the notes of a request. */
export function startNotes(response: Response, requestId: string): RequestNotes {
  const notes: RequestNotes = { requestId };
  response.locals[KEY] = notes;
  return notes;
}

/** The notes of the request that this response answers. */
export function notesOf(response: Response): RequestNotes {
  return response.locals[KEY] as RequestNotes;
}
