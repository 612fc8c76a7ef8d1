import { createHash } from 'node:crypto';
import { apiTime, DAY } from './apiTime.ts';
import type { StandinModel } from './options.ts';
import { nearestRoundDay, type RoundTimes } from './roundCalendar.ts';
import { PAYOUT_FACTOR, resolveTime, roundId, scoreTime } from './roundFacts.ts';

/** Names that Crypto scores have been seen under. */
const NAMES = ['canon_corr', 'canon_mmc', 'corr', 'mmc'];
const SCORE_DAYS = 20;
/** Standard deviations of a final score and of what a first day's score is off by. */
const SPREAD = 0.03;
const MAX_PAYOUT = 0.05;

/** One row of `submissionScores`. */
export type ScoreRow = ReturnType<typeof scoreRow>;

/**
 * Invented scores of a model in a round, the same for every call: a row for each score day that has come and each
 * name, oldest day first. A score wanders to its final value in 20 score days.
 */
export function scoresOf(model: StandinModel, round: RoundTimes, now: Date): ScoreRow[] {
  const rows: ScoreRow[] = [];
  let date = scoreTime(round);
  for (let day = 1; day <= SCORE_DAYS && date <= now; day += 1) {
    for (const displayName of NAMES) rows.push(scoreRow({ model, round, displayName, day, date, now }));
    date = nearestRoundDay(date, DAY);
  }
  return rows;
}

interface ScoreOf {
  readonly model: StandinModel;
  readonly round: RoundTimes;
  readonly displayName: string;
  readonly day: number;
  readonly date: Date;
  readonly now: Date;
}

function scoreRow({ model, round, displayName, day, date, now }: ScoreOf) {
  const kind = displayName.replace('canon_', '');
  const key = [model.id, round.number, kind].join('|');
  const final = SPREAD * normalLike(key);
  const wander = SPREAD * normalLike(`${key}|${day}`) * (1 - day / SCORE_DAYS);
  const value = final + wander;
  const resolved = resolveTime(round) <= now;
  const payout = kind === 'mmc' ? payoutOf(model, value) : '0.000000000000000000';
  return {
    roundId: roundId(round, model.tournament),
    submissionId: idFrom(`${model.id}|${round.number}`),
    roundNumber: round.number,
    roundCloseStakingTime: apiTime(round.closeStakingTime),
    roundScoreTime: apiTime(scoreTime(round)),
    roundResolveTime: apiTime(resolveTime(round)),
    displayName,
    version: 'v1',
    day,
    date: apiTime(date),
    value,
    percentile: 1 / (1 + Math.exp((-1.7 * value) / SPREAD)),
    resolved: resolved && day === SCORE_DAYS,
    resolveDate: apiTime(resolveTime(round)),
    payoutPending: resolved ? null : payout,
    payoutSettled: resolved ? payout : null,
  };
}

/** stake × clip(payout factor × MMC, ±5 %), in NMR. */
function payoutOf({ stake = 0 }: StandinModel, mmc: number): string {
  const factor = Math.min(MAX_PAYOUT, Math.max(-MAX_PAYOUT, Number(PAYOUT_FACTOR) * mmc));
  return (stake * factor).toFixed(18);
}

/** A number with mean 0 and variance 1, decided by the text: the sum of twelve uniform ones less six. */
function normalLike(text: string): number {
  const bytes = createHash('sha256').update(text).digest();
  let sum = -6;
  for (let at = 0; at < 24; at += 2) sum += bytes.readUInt16LE(at) / 2 ** 16;
  return sum;
}

function idFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
