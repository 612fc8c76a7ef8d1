import { GraphQLError } from 'graphql';
import { apiTime, dayBefore } from './apiTime.ts';
import type { CallContext } from './callContext.ts';
import { phaseOf, type RoundTimes } from './roundCalendar.ts';
import { PAYOUT_FACTOR, resolveTime, roundId, scoreTime } from './roundFacts.ts';
import type { World } from './world.ts';

interface RoundsArguments {
  readonly tournament?: number | null;
  readonly number?: number | null;
  readonly status?: 'OPEN' | 'RESOLVED' | 'RESOLVING' | 'UPCOMING' | null;
  readonly limit?: number | null;
}

const LISTED = 50;

const TOURNAMENTS = [
  { id: '00000000-0000-4000-8000-000000000008', name: 'numerai', tournament: 8, active: true },
  { id: '00000000-0000-4000-8000-000000000011', name: 'signals', tournament: 11, active: true },
  { id: '00000000-0000-4000-8000-000000000012', name: 'crypto', tournament: 12, active: true },
];

export const roundQueries = {
  tournaments: () => TOURNAMENTS,
  rounds: (args: RoundsArguments, { world }: CallContext) => {
    const tournament = args.tournament ?? 8;
    if (args.number === 0) return currentRound(world, tournament);
    const now = world.clock.now();
    const all = [...world.calendar.upcoming(now), ...world.calendar.opened(now, LISTED)];
    return all
      .filter((round) => !args.number || round.number === args.number)
      .filter((round) => !args.status || statusOf(round, now) === args.status)
      .slice(0, args.limit ?? LISTED)
      .map((round) => roundAnswer(world, round, tournament));
  },
};

/** A list of one; between rounds, or when a fault says so, one of the three ways to say that none is open. */
function currentRound(world: World, tournament: number) {
  const fault = world.faults.take(['rounds-null', 'rounds-empty', 'rounds-error'], ['rounds']);
  const round = world.calendar.current(world.clock.now());
  if (round && !fault) return [roundAnswer(world, round, tournament)];
  const way = fault?.replace('rounds-', '') ?? world.options.betweenRounds;
  if (way === 'null') return [null];
  if (way === 'empty') return [];
  throw new GraphQLError('Current round not open for submissions');
}

function statusOf(round: RoundTimes, now: Date): RoundsArguments['status'] {
  const phase = phaseOf(round, now);
  if (phase === 'before') return 'UPCOMING';
  if (phase !== 'closed') return 'OPEN';
  return now < resolveTime(round) ? 'RESOLVING' : 'RESOLVED';
}

/** A round as the API gives it. */
export function roundAnswer(world: World, round: RoundTimes, tournament: number) {
  const resolved = resolveTime(round) <= world.clock.now();
  return {
    id: roundId(round, tournament),
    number: round.number,
    tournament,
    target: 'main',
    isDaily: true,
    openTime: apiTime(round.openTime),
    closeStakingTime: apiTime(round.closeStakingTime),
    closeTime: apiTime(round.closeTime),
    scoreTime: apiTime(scoreTime(round)),
    resolveTime: apiTime(resolveTime(round)),
    resolvedGeneral: resolved,
    resolvedStaking: resolved,
    dataDatestamp: Number(dayBefore(round.openTime).replaceAll('-', '')),
    numTickers: () => numTickers(world),
    payoutFactor: PAYOUT_FACTOR,
    stakeThreshold: 10_000,
    defaultCorrMultiplier: 0,
    defaultMmcMultiplier: 1,
    roundScoreConfigs: [scoreConfig('canon_corr', 0), scoreConfig('canon_mmc', 1)],
  };
}

function scoreConfig(name: string, multiplier: number) {
  const payout = { isPayout: true, defaultMultiplier: multiplier, payoutFactor: PAYOUT_FACTOR };
  return { id: name, name, displayName: name, isCanonScore: true, totalScoreDays: 20, ...payout };
}

async function numTickers({ options, live }: World): Promise<number | null> {
  return options.numTickers === undefined ? (await live.symbols()).length : options.numTickers;
}
