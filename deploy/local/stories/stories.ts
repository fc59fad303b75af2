import { cityDown } from './city-down.js';
import { carded, graduate, monthly, purchase } from './joint.js';
import { byRule, delegated, direct, online, rerouted } from './modes.js';
import { commitment, correction, correctionLapsed, deemed, refusals, tolerance, withdrawal } from './paths.js';
import { proxyCollect } from './proxy-collect.js';
import type { Story } from './story.js';

/** What is played where no story is named. */
export const USUAL: readonly string[] = ['proxy-collect', 'city-down'];

/** All stories, one for each mode and for each important path. */
export const STORIES: readonly Story[] = [
  proxyCollect,
  cityDown,
  online,
  byRule,
  direct,
  delegated,
  rerouted,
  correction,
  correctionLapsed,
  withdrawal,
  tolerance,
  refusals,
  commitment,
  deemed,
  carded,
  purchase,
  graduate,
  monthly,
];
