import type { ErrorCode } from '#contracts';
import { NAMED_FILE_ERRORS } from '../attachments/attachment-routes.js';

/** What can be wrong with an application that is taken in. */
export const COLLECTING_ERRORS = [
  'window_required',
  'city_unknown',
  'item_unknown',
  'item_not_agreed',
  'item_not_effective',
  'item_withdrawn',
  'material_missing',
  'material_unknown',
  'material_not_electronic',
  'delegation_missing',
  'original_required',
  'field_missing',
  'field_unknown',
  'field_invalid',
  'material_not_deferrable',
  'commitment_not_offered',
  'applicant_type_not_allowed',
  'agent_not_allowed',
  'agent_missing',
  'resident_id_invalid',
  'uscc_invalid',
  'identity_mismatch',
  'pickup_point_unknown',
  'event_too_large',
  ...NAMED_FILE_ERRORS,
] as const satisfies readonly ErrorCode[];
