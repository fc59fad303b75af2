import { ApiProblem, wordsOf, type ProblemWords } from '../api/problems.js';

type Translate = (key: string, named?: Record<string, unknown>) => string;

/** The words of a refusal, with how many attempts remain, or until when one has to wait. */
export function refusedWords(error: unknown, t: Translate): ProblemWords {
  const words = wordsOf(error, t);
  const details = error instanceof ApiProblem ? (error.problem?.details ?? {}) : {};
  const more = [
    typeof details.attemptsLeft === 'number' ? t('pickupDesk.attemptsLeft', { left: details.attemptsLeft }) : '',
    typeof details.until === 'string' ? t('pickupDesk.until', { time: clockTime(details.until) }) : '',
    typeof details.reason === 'string' && /[\u4e00-\u9fff]/.test(details.reason) ? details.reason : '',
  ].filter((part) => part !== '');
  return more.length === 0 ? words : { ...words, remedy: [...more, words.remedy].join('；') };
}

const clockTime = (instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(instant),
  );
