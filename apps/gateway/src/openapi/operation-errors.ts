import { COMMANDS, ERROR_CATALOGUE, USER_ROLES, type CommandKey, type ErrorCode } from '#contracts';
import { routeOf } from '../routes.js';

const always = ['rate_limited', 'internal_error', 'city_node_unreachable', 'database_unavailable'] as const;
const withBody = ['body_malformed', 'body_too_large', 'media_type_unsupported'] as const;
const withInput = ['request_invalid', 'region_code_invalid', 'case_no_invalid'] as const;
const signedIn = ['token_missing', 'token_invalid', 'token_expired', 'password_change_required'] as const;
const creating = ['idempotency_key_missing', 'idempotency_key_reused'] as const;
const acting = [
  'if_match_missing',
  'case_changed',
  'action_not_allowed',
  'not_our_part',
  'case_frozen',
  'case_erased',
  'partner_ahead',
  'recovery_pending',
  'link_starting',
  'claimed_by_other',
] as const;

/** Every code that a command's address can answer with, by HTTP status; `more` for a dressed answer of it. */
export function errorsOf(key: CommandKey, more: readonly ErrorCode[] = []): ReadonlyMap<number, readonly ErrorCode[]> {
  const { method, path, bytes, errors = [] } = routeOf(key);
  const { roles, creates, onCase } = COMMANDS[key];
  const open = roles.length === 0;
  const codes = new Set<ErrorCode>([
    ...(method === 'POST' ? withBody : []),
    ...(bytes === 'in' ? (['media_type_unsupported'] as const) : []),
    ...withInput,
    ...(open ? [] : signedIn),
    ...(open || method === 'GET' ? [] : (['csrf_refused'] as const)),
    ...(open || roles.length === USER_ROLES.length ? [] : (['role_not_allowed'] as const)),
    ...(creates ? creating : []),
    ...(onCase ? acting : []),
    ...(path.includes(':caseNo') ? (['case_not_found'] as const) : []),
    ...errors,
    ...more,
    ...always,
  ]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = ERROR_CATALOGUE[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}
