import { addDays, daysBetween, type UtcDay } from '../../../domain/utcDay.ts';
import { RefusedError } from '../../../errors.ts';

/** Every plan has the daily history of a year. */
const SURE_DAYS = 364;

/**
 * The oldest day, none before `from`, that a plan reaches back to. Plans do not tell their history, so that single days
 * are tried: from the day on that every plan has in ever longer steps, then ever shorter ones. A refusal costs nothing.
 *
 * @param attempt asks for one day
 * @throws what `attempt` throws but for refusals
 */
export async function cmcReach(
  { from, today }: { from: UtcDay; today: UtcDay },
  attempt: (day: UtcDay) => Promise<unknown>,
): Promise<UtcDay> {
  let within = addDays(today, -SURE_DAYS);
  if (from >= within || (await isGiven(attempt(from)))) return from;
  let beyond = from;
  for (let step = 1; daysBetween(beyond, within) > 1; step *= 2) {
    const tried = addDays(within, -Math.min(step, daysBetween(beyond, within) >> 1));
    if (await isGiven(attempt(tried))) within = tried;
    else beyond = tried;
  }
  return within;
}

async function isGiven(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    const isRefusal = error instanceof RefusedError && /^plan_lacks_(history|endpoint)$/.test(error.code);
    if (!isRefusal) throw error;
    return false;
  }
}
