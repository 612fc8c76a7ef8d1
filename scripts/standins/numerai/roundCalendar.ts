import type { Round, RoundPhase } from '../../../shared/domain/round.ts';
import { DAY, SECOND } from './apiTime.ts';

/** A round without its universe. */
export type RoundTimes = Omit<Round, 'numTickers'>;

/** How long a round takes submissions. */
export interface RoundLength {
  /** openTime → closeStakingTime. */
  readonly windowSeconds: number;
  /** closeStakingTime → closeTime. */
  readonly lateSeconds: number;
}

export interface CalendarOptions extends RoundLength {
  /** Number of the first round that is scheduled. */
  readonly roundNumber: number;
}

/**
 * Which rounds there are. One is scheduled at the start and the next on demand; those before it opened a day apart,
 * Tuesday to Saturday.
 */
export class RoundCalendar {
  readonly #options: CalendarOptions;
  readonly #scheduled: RoundTimes[] = [];

  constructor(options: CalendarOptions, firstOpens: Date) {
    this.#options = options;
    this.schedule(firstOpens);
  }

  /** Adds the next round; its times are cut to whole seconds. */
  schedule(opens: Date, lasts: RoundLength = this.#options): RoundTimes {
    const last = this.#scheduled.at(-1);
    const round = roundAt(last ? last.number + 1 : this.#options.roundNumber, opens, lasts);
    this.#scheduled.push(round);
    return round;
  }

  /** A round by number: scheduled, or before the first scheduled one. */
  byNumber(number: number): RoundTimes | undefined {
    const first = this.#scheduled[0]!;
    if (number >= first.number) return this.#scheduled[number - first.number];
    if (number < 1) return undefined;
    let opens = first.openTime;
    for (let n = first.number; n > number; n -= 1) opens = nearestRoundDay(opens, -DAY);
    return roundAt(number, opens, this.#options);
  }

  /** The round after another, scheduled or else expected at the same time of the next day that rounds open on. */
  following({ number, openTime }: RoundTimes): RoundTimes {
    return this.byNumber(number + 1) ?? roundAt(number + 1, nearestRoundDay(openTime, DAY), this.#options);
  }

  /** The newest round that has opened by now. */
  newest(now: Date): RoundTimes {
    return this.#opened(now) ?? this.byNumber(this.#scheduled[0]!.number - 1)!;
  }

  /** The scheduled round that takes submissions now, on time or late. Those before the first took theirs long ago. */
  current(now: Date): RoundTimes | undefined {
    const round = this.#opened(now);
    return round && phaseOf(round, now) !== 'closed' ? round : undefined;
  }

  /** Scheduled rounds that have not opened yet, newest first. */
  upcoming(now: Date): RoundTimes[] {
    return this.#scheduled.filter((round) => round.openTime > now).reverse();
  }

  /** The newest opened round and those before it, newest first, at most `count`. */
  opened(now: Date, count: number): RoundTimes[] {
    const newest = this.newest(now).number;
    return Array.from({ length: count }, (_, back) => this.byNumber(newest - back)).filter(
      (round) => round !== undefined,
    );
  }

  #opened(now: Date): RoundTimes | undefined {
    return this.#scheduled.findLast((round) => round.openTime <= now);
  }
}

function roundAt(number: number, opens: Date, { windowSeconds, lateSeconds }: RoundLength): RoundTimes {
  const openTime = wholeSeconds(opens.getTime());
  const closeStakingTime = wholeSeconds(openTime.getTime() + windowSeconds * SECOND);
  const closeTime = wholeSeconds(closeStakingTime.getTime() + lateSeconds * SECOND);
  return { number, openTime, closeStakingTime, closeTime };
}

/** Written a second time here, so that the autopilot is not tested against its own rule. */
export function phaseOf(round: RoundTimes, now: Date): RoundPhase {
  if (now < round.openTime) return 'before';
  if (now < round.closeStakingTime) return 'on-time';
  return now < round.closeTime ? 'late' : 'closed';
}

function wholeSeconds(ms: number): Date {
  return new Date(Math.floor(ms / SECOND) * SECOND);
}

/** The same time on the nearest later or earlier day that is neither Sunday nor Monday. */
export function nearestRoundDay(from: Date, stepMs: number): Date {
  const day = new Date(from.getTime() + stepMs);
  return day.getUTCDay() <= 1 ? nearestRoundDay(day, stepMs) : day;
}
