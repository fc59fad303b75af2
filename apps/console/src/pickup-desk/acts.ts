import { answered, api, type Schemas } from '../api/client.js';

interface OnCase {
  readonly caseNo: string;
  readonly revision: string;
}

const asked = ({ caseNo, revision }: OnCase, key: string) => ({
  path: { caseNo },
  header: { 'Idempotency-Key': key, 'If-Match': `"${revision}"` },
});

/** The acts of a pickup desk. `key` is made when the form is opened. All throw ApiProblem or ServerAway. */
export const pickupActs = {
  shelve: (one: OnCase, key: string, shelfDays: number): Promise<Schemas['PickupCode']> =>
    answered(api.POST('/api/v1/cases/{caseNo}/shelving', { params: asked(one, key), body: { shelfDays } })),
  reissue: (one: OnCase, key: string, body: Schemas['ReissuePickupCodeBody']): Promise<Schemas['PickupCode']> =>
    answered(api.POST('/api/v1/cases/{caseNo}/pickup-code', { params: asked(one, key), body })),
  unshelve: (one: OnCase, key: string): Promise<Schemas['Case']> =>
    answered(api.POST('/api/v1/cases/{caseNo}/unshelving', { params: asked(one, key) })),
  handOver: (one: OnCase, key: string, body: Schemas['HandOverBody']): Promise<Schemas['Case']> =>
    answered(api.POST('/api/v1/cases/{caseNo}/handover', { params: asked(one, key), body })),
  find: (body: { pickupCode: string; caseNo?: string }): Promise<Schemas['PickupMatches']> =>
    answered(api.POST('/api/v1/shelf/search', { body })),
};

/** Ways in which a desk makes sure who stands before it. */
export const IDENTITY_METHODS = ['CARD_READER', 'FACE_AND_CARD', 'DOCUMENT_SEEN'] as const;
export type IdentityMethod = (typeof IDENTITY_METHODS)[number];
