import type { Column, Table } from '../../shared/domain/table.ts';
import { addDays, type UtcDay } from '../../shared/domain/utcDay.ts';
import { numeraiParquet } from './lookalike.ts';
import { lookalikeFeatures, lookalikeTarget } from './lookalikeDay.ts';
import { lookalikeTokens } from './lookalikeTokens.ts';
import { seededRandom } from './random.ts';

export interface LookalikeTrainOptions {
  /** The last day; taken as the Friday before when it is a weekend. */
  readonly until: UtcDay;
  readonly weekdays: number;
  /** Tokens a day. Default 300. */
  readonly tokens?: number;
  /** The universe on the last day is that of the live look-alike of this seed. Default 1. */
  readonly seed?: number;
}

const DAYS_A_NEWCOMER = 5;

/** The bytes of a `train.parquet`: invented content, the schema of the real one. */
export async function lookalikeTrain(options: LookalikeTrainOptions): Promise<Uint8Array> {
  return numeraiParquet(lookalikeTrainTable(options));
}

/**
 * Invented history: `date`, the 22 features, two targets that know a little about them, and `symbol`; no `ucid`.
 * Every five days a token leaves and a new one enters.
 */
export function lookalikeTrainTable(options: LookalikeTrainOptions): Table {
  const { until, weekdays, tokens = 300, seed = 1 } = options;
  const days = lastWeekdays(until, weekdays);
  const symbols = lookalikeTokens(tokens + newcomers(0, weekdays, tokens), seed).map(({ symbol }) => symbol);
  const universes = days.map((_, at) => universeOf(symbols, newcomers(at, weekdays, tokens), tokens));
  const numbers = days.map((day) => dayColumns(day, tokens, seed));
  const columns: [string, Column][] = [
    [
      'date',
      {
        kind: 'time',
        values: concatenated(days.map((day) => new Float64Array(tokens).fill(Date.parse(day)))),
      },
    ],
    ...[...(numbers[0]?.keys() ?? [])].map((name): [string, Column] => {
      return [name, { kind: 'number', values: concatenated(numbers.map((day) => day.get(name)!)) }];
    }),
    ['symbol', { kind: 'text', values: universes.flat() }],
  ];
  return { rows: tokens * days.length, columns: new Map(columns) };
}

function lastWeekdays(until: UtcDay, count: number): UtcDay[] {
  const days: UtcDay[] = [];
  for (let day = until; days.length < count; day = addDays(day, -1)) {
    const weekday = new Date(day).getUTCDay();
    if (weekday > 0 && weekday < 6) days.unshift(day);
  }
  return days;
}

/** How many of the last day's tokens have not entered yet on day `at`; never more than a third. */
function newcomers(at: number, weekdays: number, tokens: number): number {
  return Math.min(Math.floor((weekdays - 1 - at) / DAYS_A_NEWCOMER), Math.floor(tokens / 3));
}

/** The last rows are the youngest: before they enter, tokens that have left since are in their place. */
function universeOf(symbols: readonly string[], absent: number, tokens: number): string[] {
  return [...symbols.slice(0, tokens - absent), ...symbols.slice(tokens, tokens + absent)];
}

function dayColumns(day: UtcDay, tokens: number, seed: number): Map<string, Float64Array> {
  const features = lookalikeFeatures(tokens, seededRandom(`features ${seed} ${day}`));
  const random = seededRandom(`targets ${seed} ${day}`);
  return new Map([
    ...features,
    ['target_binned_return_20', lookalikeTarget(features, random)],
    ['target_binned_return_60', lookalikeTarget(features, random)],
  ]);
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
