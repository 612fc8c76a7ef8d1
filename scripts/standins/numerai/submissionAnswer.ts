import { apiTime } from './apiTime.ts';
import { CRYPTO } from './options.ts';
import { roundAnswer } from './roundQueries.ts';
import { type Deposit, isVisible } from './submissionsLedger.ts';
import type { World } from './world.ts';

/** A submission as the API gives it; what was found is null until it can be seen. */
export function submissionAnswer(world: World, deposit: Deposit) {
  const now = world.clock.now();
  const finding = isVisible(deposit, now) ? deposit.finding : undefined;
  const round = world.calendar.byNumber(deposit.roundNumber);
  const model = world.options.models.find(({ id }) => id === deposit.modelId);
  return {
    id: deposit.id,
    filename: deposit.filename,
    insertedAt: apiTime(deposit.insertedAt),
    round: round ? roundAnswer(world, round, model?.tournament ?? CRYPTO) : null,
    selected: world.ledger.selected(deposit.modelId, deposit.roundNumber, now)?.id === deposit.id,
    notes: world.options.rejection === 'notes' ? (finding?.rejection ?? null) : null,
    tickersSubmittedCount: finding?.submittedCount ?? null,
    tickersAcceptedCount: finding?.acceptedCount ?? null,
    triggerId: deposit.triggerId ?? null,
    dataDatestamp: deposit.dataDatestamp ?? null,
  };
}
