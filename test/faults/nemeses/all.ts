import type { NemesisKind } from '../nemesis.js';
import { signalKinds } from './signals.js';

/** Every nemesis of the suite, in the order in which the long form runs them. */
export const NEMESES: readonly NemesisKind[] = [...signalKinds];
