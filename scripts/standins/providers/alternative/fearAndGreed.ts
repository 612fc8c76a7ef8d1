import { addDays, daysBetween, type UtcDay, utcDay } from '../../../../shared/domain/utcDay.ts';
import { walk } from '../../market/walk.ts';
import type { Call } from '../marketWorld.ts';

const FIRST_DAY = '2018-02-01';
/** Days that are missing in the real index: 14, 15 and 16 April 2018. */
const MISSING = new Set(['2018-04-14', '2018-04-15', '2018-04-16']);
const WORDS: readonly (readonly [below: number, word: string])[] = [
  [25, 'Extreme Fear'],
  [46, 'Fear'],
  [55, 'Neutral'],
  [76, 'Greed'],
  [101, 'Extreme Greed'],
];

export interface FearAndGreedDay {
  readonly day: UtcDay;
  readonly value: number;
  readonly word: string;
}

/** An invented index between 5 and 95, newest first, today's included. */
export function fearAndGreed({ now, faults }: Pick<Call, 'now' | 'faults'>, seed: number): FearAndGreedDay[] {
  const last = addDays(utcDay(now.getTime())!, faults.has('clock-ahead') ? 1 : 0);
  const days = Array.from({ length: daysBetween(FIRST_DAY, last) + 1 }, (_, i) => addDays(last, -i));
  const isThere = (day: UtcDay) =>
    !MISSING.has(day) && !(faults.has('missing-days') && dayNumber(day) % 3 === 0);
  const told = days.filter(isThere).map((day) => toldOf(day, seed));
  if (faults.has('bad-numbers')) return told.map((one, i) => (i % 2 ? { ...one, value: Number.NaN } : one));
  return faults.has('duplicated-days') ? told.flatMap((one) => [one, { ...one, value: 1 }]) : told;
}

function toldOf(day: UtcDay, seed: number): FearAndGreedDay {
  const value = Math.round(50 + 45 * Math.tanh(walk(seed, dayNumber(day)) / 12));
  return { day, value, word: WORDS.find(([below]) => value < below)![1] };
}

function dayNumber(day: UtcDay): number {
  return Date.parse(day) / 86_400_000;
}
