import { addDays, type UtcDay } from '../../shared/domain/utcDay.ts';
import { type BackfillOptions, backfillMarket } from '../../shared/pipeline/backfillMarket.ts';
import { planBackfill } from '../../shared/pipeline/market/backfillPlan.ts';
import { limitOf } from './limits.ts';
import type { MarketPlace } from './marketPlace.ts';

export const FIRST: UtcDay = '2026-11-12';
export const LAST: UtcDay = '2026-11-21';
/** The ten days from one to the other, newest first. */
export const days: readonly UtcDay[] = Array.from({ length: 10 }, (_, i) => addDays(LAST, -i));

interface Work extends Partial<BackfillOptions> {
  readonly recheck?: boolean;
  readonly to?: UtcDay;
}

/** Plans and fetches those days. */
export async function backfill(
  { ports }: MarketPlace,
  { recheck = false, limit = limitOf(), top = 1000, to = LAST, ...options }: Work = {},
) {
  const plan = await planBackfill(ports, { from: FIRST, to, top, recheck }, limit);
  return backfillMarket(ports, { plan, top, historyDays: 400, limit, ...options });
}

/** Days whose cross-section was asked for, in order. */
export function listings({ cmc }: MarketPlace): UtcDay[] {
  const asked = cmc.asked.filter((one) => one.startsWith('crossSection'));
  return asked.map((one) => one.slice('crossSection '.length));
}
