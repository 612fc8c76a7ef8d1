import { apiTime } from './apiTime.ts';
import { type CallContext, ownModel } from './callContext.ts';
import type { StandinModel } from './options.ts';
import type { RoundTimes } from './roundCalendar.ts';
import { PAYOUT_FACTOR, resolveTime, roundId, scoreTime } from './roundFacts.ts';
import { type ScoreRow, scoresOf } from './scores.ts';
import { requireToken } from './tokens.ts';
import type { World } from './world.ts';

/** Rounds that have scores, the newest included that may not have any yet. */
const SCORED_ROUNDS = 60;

interface ScoreArguments {
  readonly modelId: string;
  readonly tournament?: number | null;
  readonly lastNRounds?: number | null;
  readonly displayName?: string | null;
  readonly version?: string | null;
  readonly day?: number | null;
  readonly resolved?: boolean | null;
  readonly distinctOnRound?: boolean | null;
}

export const scoreQueries = {
  /** Newest round first, in a round the newest day first. */
  submissionScores: (args: ScoreArguments, context: CallContext): ScoreRow[] => {
    const model = ownModel(context, args.modelId);
    const rows = scoredRounds(context.world, args).flatMap((round) =>
      scoresOf(model, round, context.world.clock.now()).reverse(),
    );
    const wanted = rows.filter((row) => matches(row, args));
    return args.distinctOnRound ? firstOfEachRound(wanted) : wanted;
  },
  v2RoundModelPerformances: (args: ScoreArguments, context: CallContext) => {
    const model = ownModel(context, args.modelId);
    return scoredRounds(context.world, args).map((round) => performance(context.world, model, round));
  },
  pendingModelPayouts: ({ tournament }: { tournament: number }, { world, caller }: CallContext) => {
    requireToken(caller, 'read_user_info');
    const models = world.options.models.filter((model) => model.tournament === tournament);
    const payouts = models.flatMap((model) =>
      scoredRounds(world, {}).flatMap((round) => payoutOf(world, model, round)),
    );
    return {
      actual: payouts.filter(({ settled }) => settled),
      pending: payouts.filter(({ settled }) => !settled),
    };
  },
};

/** The newest rounds whose first score has come. */
function scoredRounds({ calendar, clock }: World, args: Pick<ScoreArguments, 'lastNRounds'>): RoundTimes[] {
  const now = clock.now();
  const scored = calendar.opened(now, SCORED_ROUNDS).filter((round) => scoreTime(round) <= now);
  return scored.slice(0, args.lastNRounds ?? SCORED_ROUNDS);
}

function matches(row: ScoreRow, args: ScoreArguments): boolean {
  return (['displayName', 'version', 'day', 'resolved'] as const).every(
    (field) => (args[field] ?? row[field]) === row[field],
  );
}

function firstOfEachRound(rows: readonly ScoreRow[]): ScoreRow[] {
  return rows.filter((row, at) => rows[at - 1]?.roundNumber !== row.roundNumber);
}

/** The four scores of the newest day. */
function latestScores(world: World, model: StandinModel, round: RoundTimes): ScoreRow[] {
  const rows = scoresOf(model, round, world.clock.now());
  return rows.filter((row) => row.day === rows.at(-1)!.day);
}

function performance(world: World, model: StandinModel, round: RoundTimes) {
  const scores = latestScores(world, model, round);
  return {
    roundId: roundId(round, model.tournament),
    roundNumber: round.number,
    roundOpenTime: apiTime(round.openTime),
    roundCloseStakingTime: apiTime(round.closeStakingTime),
    roundScoreTime: apiTime(scoreTime(round)),
    roundResolveTime: apiTime(resolveTime(round)),
    roundResolved: resolveTime(round) <= world.clock.now(),
    roundPayoutFactor: PAYOUT_FACTOR,
    roundTarget: 'main',
    corrMultiplier: 0,
    mmcMultiplier: 1,
    atRisk: (model.stake ?? 0).toFixed(18),
    submissionId: scores[0]?.submissionId ?? null,
    submissionScores: scores,
  };
}

function payoutOf(world: World, model: StandinModel, round: RoundTimes) {
  const mmc = latestScores(world, model, round).find((row) => row.displayName === 'mmc');
  if (!mmc || !model.stake) return [];
  const settled = mmc.payoutSettled !== null;
  return [
    {
      settled,
      roundId: mmc.roundId,
      roundNumber: round.number,
      roundResolveTime: mmc.roundResolveTime.slice(0, 10),
      modelId: model.id,
      modelName: model.name,
      modelDisplayName: model.name,
      payoutNmr: mmc.payoutSettled ?? mmc.payoutPending,
      payoutValue: null,
      currencySymbol: '$',
    },
  ];
}
