import { damagedFiles } from '../../shared/pipeline/market/damagedFiles.ts';
import { storedDays } from '../../shared/pipeline/market/marketKeys.ts';
import type { Store } from '../../shared/ports.ts';
import type { MarketSettings } from '../../shared/settings.ts';
import { lazyFiles } from '../lazyFiles.ts';
import { type Check, ok, warn } from './check.ts';

const HINT =
  'npm run -s autopilot -- market repair, which keeps them aside, then market backfill; until then they count as missing';

/** Whether the market history that features look back on can be read. */
export async function marketFilesCheck(store: Store, { historyDays }: MarketSettings): Promise<Check[]> {
  const days = (await storedDays(store, 'bars')).slice(-historyDays);
  const damaged = await damagedFiles({ store, files: lazyFiles }, days);
  if (damaged.length === 0)
    return days.length > 0 ? [ok('market', `market: ${days.length} days can be read`)] : [];
  const [first] = damaged;
  const more = damaged.length > 1 ? ` and ${damaged.length - 1} more` : '';
  return [warn('market', `market: ${first}${more} cannot be read`, HINT)];
}
