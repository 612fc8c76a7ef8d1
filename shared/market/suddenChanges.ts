import type { Bar } from './bar.ts';
import type { Remark } from './remark.ts';

const FOLD = 10;
/** A market cap that stays within this factor while the price does not is a new unit, not a new value. */
const CAP_FACTOR = 2;

/**
 * Tokens whose close is ten times, or a tenth of, an earlier day's: a re-denomination, a bad price, or a rare day.
 *
 * @param days how much earlier
 */
export function suddenChanges(bars: readonly Bar[], before: readonly Bar[], days = 1): Remark[] {
  const span = days === 1 ? 'a day' : `${days} days`;
  const known = new Map(before.map((bar) => [bar.ucid, bar]));
  return bars.flatMap((bar) => {
    const { ucid, symbol, source } = bar;
    const old = known.get(ucid);
    const ratio = bar.close / (old?.close ?? Number.NaN);
    if (!(ratio >= FOLD || ratio <= 1 / FOLD)) return [];
    const caps = bar.marketCapUsd / (old?.marketCapUsd ?? Number.NaN);
    const capKept = caps <= CAP_FACTOR && caps >= 1 / CAP_FACTOR;
    const what = `close × ${Number(ratio.toPrecision(3))} in ${span}`;
    const reason = capKept ? `${what} at the same market cap: a re-denomination?` : what;
    return [{ ucid, symbol, source, reason }];
  });
}
