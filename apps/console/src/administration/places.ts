import { answered, api, type Schemas } from '../api/client.js';
import { useAsked, type Asked } from '../api/asked.js';
import { newKey as randomKey } from '../parts/new-key.js';

export type Person = Schemas['Person'];
export type Places = Schemas['Places'];

/** Halls, windows and units of the city. */
export const usePlaces = (): Asked<Places> => useAsked(() => answered(api.GET('/api/v1/places')));

/** A key of one form: the same for every repetition of what it sends. */
export const newKey = (): { 'Idempotency-Key': string } => ({ 'Idempotency-Key': randomKey() });
