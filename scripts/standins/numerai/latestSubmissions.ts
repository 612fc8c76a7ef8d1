import { apiDate, apiTime } from './apiTime.ts';
import type { RoundTimes } from './roundCalendar.ts';
import type { Deposit } from './submissionsLedger.ts';
import type { World } from './world.ts';

/**
 * A model's history, newest round first: `count` + 1 rounds with an entry each, and the next round on top when a late
 * upload waits for it. Such an upload is listed twice under one id.
 */
export function latestSubmissions(world: World, modelId: string, count: number) {
  const now = world.clock.now();
  const opened = world.calendar.opened(now, count + 1);
  const next = world.calendar.following(opened[0]!);
  const rounds = world.ledger.queuedFor(modelId, next.number, now) ? [next, ...opened] : opened;
  return rounds.map((round) => {
    const { status, deposit } = standing(world, modelId, round.number);
    return { ...entry(round, deposit), status };
  });
}

function standing({ ledger, clock }: World, modelId: string, roundNumber: number) {
  const now = clock.now();
  const deposit = ledger.counting(modelId, roundNumber, now);
  if (deposit) return { status: deposit.late ? 'late' : 'on-time', deposit };
  const queued = ledger.queuedFor(modelId, roundNumber, now);
  return { status: queued ? 'queued' : 'none', deposit: queued };
}

function entry(round: RoundTimes, deposit: Deposit | undefined) {
  return {
    id: deposit?.id ?? null,
    roundNumber: round.number,
    roundOpen: apiDate(round.openTime),
    roundCloseStaking: apiDate(round.closeStakingTime),
    roundClose: apiDate(round.closeTime),
    filename: deposit?.filename ?? null,
    timestamp: deposit ? apiTime(deposit.insertedAt) : null,
  };
}
