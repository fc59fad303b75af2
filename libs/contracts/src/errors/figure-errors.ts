import { entry } from './catalogue-entry.js';

/** Codes of the figures of supervision. */
export const FIGURE_ERRORS = {
  figures_not_entitled: entry(
    403,
    '该城市未授权本市查看其监督统计',
    '只能查看与本市有协议的城市对；上级监督须由名录载明',
    'The asker shares no agreement with this city, and the directory does not name it as its supervisor.',
  ),
  figures_range: entry(
    422,
    '统计期间不符合要求',
    '起始日不得晚于截止日；按日统计不超过 100 天，其他不超过 800 天',
    'The first day is after the last, or there are too many days between them.',
  ),
} as const;
