import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifyMetrics } from '../../shared/domain/verifyDocument.ts';
import { verifyRound } from '../../shared/pipeline/verifyRound.ts';
import { parseSettings } from '../../shared/settings.ts';
import { dayClock } from '../support/dayClock.ts';
import { recordingLog } from '../support/recordingLog.ts';
import {
  minutesOf,
  numeraiOfWeek,
  SLOTS,
  timeAt,
  WEEK_MINUTES,
  WEEK_START,
  type Week,
  type WeekRound,
  weeks,
} from '../support/watchedWeek.ts';

const settings = parseSettings({ slots: SLOTS.map((name) => ({ name, candidates: ['base'] })) });

interface Seen {
  readonly AtRisk: number;
  readonly Missed: number;
}

/** What verify publishes at each of the minutes. There is no store at all. */
async function watch(week: Week, minutes: readonly number[]): Promise<Seen[]> {
  const clock = dayClock(WEEK_START);
  const ports = { clock, log: recordingLog(), numerai: numeraiOfWeek(week, () => clock.now()) };
  const seen: Seen[] = [];
  for (const minute of minutes) {
    clock.set(timeAt(minute));
    const { AtRisk, Missed } = verifyMetrics(await verifyRound(ports, { settings }));
    seen.push({ AtRisk: AtRisk!, Missed: Missed! });
  }
  return seen;
}

/** The rule in words: a slot counts once a file of its own for this round, or somebody's, is in on time and whole. */
function isSafe({ round, deeds }: WeekRound, slot: number, minute: number): boolean {
  const one = deeds[slot]!;
  if (one.kind !== 'ours' && one.kind !== 'foreign') return false;
  const made = minutesOf(round.openTime) + one.minute;
  return made <= minute && made < minutesOf(round.closeStakingTime);
}

function expectedAt({ rounds }: Week, minute: number): Seen {
  const lacking = rounds.filter((one) => SLOTS.some((_, slot) => !isSafe(one, slot, minute)));
  const spans = lacking.map(({ round }) => ({
    since: minute - minutesOf(round.openTime),
    left: minutesOf(round.closeStakingTime) - minute,
  }));
  return {
    AtRisk: Number(spans.some(({ since, left }) => since >= 0 && left > 0 && (since >= 20 || left < 25))),
    Missed: Number(spans.some(({ left }) => left <= 0 && left > -60)),
  };
}

const everyMinute = Array.from({ length: WEEK_MINUTES }, (_, minute) => minute);
/** When verify looks. */
const ticks = everyMinute.filter((minute) => minute % 10 === 7);

describe('verify through any week', () => {
  it('says at every minute what the rule says, whatever moves', async () => {
    await fc.assert(
      fc.asyncProperty(weeks, async (week) => {
        const seen = await watch(week, everyMinute);
        const wrong = everyMinute.filter((minute, i) => {
          const { AtRisk, Missed } = expectedAt(week, minute);
          return seen[i]!.AtRisk !== AtRisk || seen[i]!.Missed !== Missed;
        });
        expect(wrong.map((minute) => timeAt(minute).toISOString())).toEqual([]);
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  it('warns of a lost round at least twice while it can be helped, and tells its loss at least five times', async () => {
    await fc.assert(
      fc.asyncProperty(weeks, async (week) => {
        const seen = new Map((await watch(week, ticks)).map((one, i) => [ticks[i]!, one]));
        const within = (from: number, to: number, of: keyof Seen) =>
          ticks.filter((minute) => minute >= from && minute < to && seen.get(minute)![of] === 1).length;
        for (const one of week.rounds) {
          const [opens, closes] = [minutesOf(one.round.openTime), minutesOf(one.round.closeStakingTime)];
          if (SLOTS.every((_, slot) => isSafe(one, slot, closes))) continue;
          if (closes - opens >= 20 && SLOTS.some((_, slot) => !isSafe(one, slot, closes - 1)))
            expect(within(opens, closes, 'AtRisk')).toBeGreaterThanOrEqual(2);
          expect(within(closes, closes + 60, 'Missed')).toBeGreaterThanOrEqual(5);
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('is calm in a week in which everything goes well, from Monday to Sunday', async () => {
    const calm = weeks.map((week) => ({
      ...week,
      rounds: week.rounds.map((one) => ({
        ...one,
        deeds: SLOTS.map(() => ({ kind: 'ours' as const, minute: 3 })),
      })),
    }));
    await fc.assert(
      fc.asyncProperty(calm, async (week) => {
        // Three minutes, in which a run is under way, are not held against a window of any length over half an hour.
        const long = week.rounds.filter(
          ({ round }) => minutesOf(round.closeStakingTime) - minutesOf(round.openTime) > 30,
        );
        const seen = await watch({ ...week, rounds: long }, ticks);
        expect(seen.some(({ AtRisk, Missed }) => AtRisk || Missed)).toBe(false);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
