import fc from 'fast-check';
import type { Round } from '../../shared/domain/round.ts';
import type { NumeraiWatch, RoundSubmission, UploadedSubmission } from '../../shared/ports.ts';

const MINUTE_MS = 60_000;
/** Monday. */
export const WEEK_START = new Date('2026-11-23T00:00:00Z');
export const WEEK_MINUTES = 7 * 24 * 60;
export const SLOTS = ['one', 'two', 'three'];
const TOKENS = 300;

/** What becomes of one slot in one round; minutes count from the opening. */
type Deed =
  | { readonly kind: 'nothing' }
  /** Ours, confirmed as soon as it is there; after the deadline it is late. */
  | { readonly kind: 'ours'; readonly minute: number }
  /** Ours, on-time, and never whole. */
  | { readonly kind: 'short'; readonly minute: number }
  /** Somebody else's, on-time. */
  | { readonly kind: 'foreign'; readonly minute: number }
  /** A late file of the round before, which was queued and turned on-time. */
  | { readonly kind: 'leftover' };

export interface WeekRound {
  readonly round: Round;
  readonly deeds: readonly Deed[];
}

export interface Week {
  readonly rounds: readonly WeekRound[];
  /** Whether a round that only takes late files is still called current. */
  readonly closedIsCurrent: boolean;
  /** Whether Numerai's list holds rounds that have not opened. */
  readonly announcesRounds: boolean;
}

export const minutesOf = (time: Date) => (time.getTime() - WEEK_START.getTime()) / MINUTE_MS;
export const timeAt = (minute: number) => new Date(WEEK_START.getTime() + minute * MINUTE_MS);

const minuteAfterOpening = fc.integer({ min: 0, max: 200 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.constant<Deed>({ kind: 'nothing' }),
  ...(['ours', 'short', 'foreign'] as const).map((kind) =>
    minuteAfterOpening.map((minute): Deed => ({ kind, minute })),
  ),
  fc.constant<Deed>({ kind: 'leftover' }),
);

/** Tuesday to Saturday, usually; the window anywhere in the day and of any length Numerai has had, or shorter. */
export const weeks: fc.Arbitrary<Week> = fc.record({
  rounds: fc
    .tuple(
      ...[1, 2, 3, 4, 5].map((day) =>
        fc.record({
          held: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
          opens: fc.oneof(
            fc.constant(day * 1440 + 720),
            fc.integer({ min: day * 1440, max: day * 1440 + 1200 }),
          ),
          lasts: fc.oneof(fc.constant(60), fc.integer({ min: 10, max: 180 })),
          deeds: fc.array(deed, { minLength: SLOTS.length, maxLength: SLOTS.length }),
        }),
      ),
    )
    .map((days) =>
      days.flatMap(({ held, opens, lasts, deeds }, i): WeekRound[] => {
        const round = {
          number: 1325 + i,
          openTime: timeAt(opens),
          closeStakingTime: timeAt(opens + lasts),
          closeTime: timeAt(opens + lasts + 60),
          numTickers: TOKENS,
        };
        return held ? [{ round, deeds }] : [];
      }),
    ),
  closedIsCurrent: fc.boolean(),
  announcesRounds: fc.boolean(),
});

/** Numerai in that week. `now` moves; nothing else does. */
export function numeraiOfWeek(week: Week, now: () => Date): NumeraiWatch {
  const { rounds, closedIsCurrent, announcesRounds } = week;
  const opened = () => rounds.filter(({ round }) => round.openTime <= now());
  const slotOf = (modelId: string) => SLOTS.indexOf(modelId);
  return {
    currentRound: async () => {
      const last = opened().at(-1)?.round;
      if (!last) return undefined;
      const ends = closedIsCurrent ? last.closeTime : last.closeStakingTime;
      return now() < ends ? last : undefined;
    },
    recentRounds: async () => (announcesRounds ? rounds : opened()).map(({ round }) => round).reverse(),
    models: async () => SLOTS.map((name) => ({ id: name, name })),
    roundSubmissions: async (modelId) =>
      opened()
        .map((one) => entryOf(one, slotOf(modelId), now()))
        .reverse(),
    submissions: async (modelId) =>
      opened()
        .flatMap((one) => uploadOf(one, slotOf(modelId), now()) ?? [])
        .reverse(),
  };
}

/** Ours by its name, or not. */
function filenameOf({ round, deeds }: WeekRound, slot: number): string {
  const { kind } = deeds[slot]!;
  if (kind === 'foreign') return `by-hand-${round.number}-AAAAAAAAAAAA.csv`;
  const number = kind === 'leftover' ? round.number - 1 : round.number;
  return `r${number}-${SLOTS[slot]}-base-1a2b3c4d-AAAAAAAAAAAA.parquet`;
}

function madeAt({ round, deeds }: WeekRound, slot: number): Date | undefined {
  const one = deeds[slot]!;
  if (one.kind === 'nothing') return undefined;
  return one.kind === 'leftover'
    ? round.openTime
    : new Date(round.openTime.getTime() + one.minute * MINUTE_MS);
}

function entryOf(of: WeekRound, slot: number, now: Date): RoundSubmission {
  const { number, closeStakingTime } = of.round;
  const made = madeAt(of, slot);
  if (!made || made > now)
    return { roundNumber: number, status: 'none', filename: undefined, submissionId: undefined };
  const status = made < closeStakingTime ? 'on-time' : 'late';
  return { roundNumber: number, status, filename: filenameOf(of, slot), submissionId: `${number}-${slot}` };
}

function uploadOf(of: WeekRound, slot: number, now: Date): UploadedSubmission | undefined {
  const made = madeAt(of, slot);
  if (!made || made > now) return undefined;
  return {
    id: `${of.round.number}-${slot}`,
    filename: filenameOf(of, slot),
    insertedAt: made,
    selected: true,
    roundNumber: of.round.number,
    submittedCount: TOKENS,
    acceptedCount: of.deeds[slot]!.kind === 'short' ? TOKENS - 30 : TOKENS,
    notes: undefined,
  };
}
