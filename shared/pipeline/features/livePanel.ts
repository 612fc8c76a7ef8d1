import { addDays, daysBetween, type UtcDay } from '../../domain/utcDay.ts';
import { InputError } from '../../errors.ts';
import { updatePanel } from '../../market/assemblePanel.ts';
import { FIELDS } from '../../market/bar.ts';
import { barKey } from '../../market/barKey.ts';
import type { MarketDay } from '../../market/marketDay.ts';
import type { Panel } from '../../market/panel.ts';
import { historyDays, marketDay } from '../market/historyDays.ts';
import type { StorePorts } from '../market/marketPorts.ts';
import { HEALING_DAYS } from '../market/openDays.ts';
import { openPanel } from '../market/panelStore.ts';

/** No feature looks further back. */
const LOOKBACK_DAYS = 365;

/**
 * The market up to `day`, which is in it, with the longest lookback before it as far as the store reaches. What the
 * stored panel lacks of that is read from the partitions.
 *
 * @throws InputError `market_stale` when the store has no close of that day, `market_damaged`
 */
export async function livePanel(ports: StorePorts, day: UtcDay): Promise<Panel> {
  const panel = await openPanel(ports);
  const newest = await lastDays(ports, panel, day);
  const changed = newest.filter((one) => !panel || !tellsTheSame(panel, one));
  const missing = [...changed, ...(await firstDays(ports, panel, day))];
  const whole = missing.length > 0 ? updatePanel(panel, missing, Number.POSITIVE_INFINITY) : panel;
  if (whole && hasClose(whole, day)) return whole;
  const end = panel ? `ends on ${addDays(panel.firstDay, panel.days - 1)}` : 'is empty';
  throw new InputError('market_stale', `the market store ${end}, the live file is of ${day}`);
}

/** The days that `collect` still fills: it may have died between their partitions and the panel. */
async function lastDays(ports: StorePorts, panel: Panel | undefined, day: UtcDay): Promise<MarketDay[]> {
  const days = Array.from({ length: HEALING_DAYS + 1 }, (_, back) => addDays(day, -back));
  const stored = await Promise.all(
    days.map((one) =>
      marketDay(ports, one).catch((error) => {
        // What the panel took from a partition is as good as before that was damaged.
        if (!(error instanceof InputError && panel && hasClose(panel, one))) throw error;
        return undefined;
      }),
    ),
  );
  return stored.filter((one) => one !== undefined).filter(({ bars }) => bars.length > 0);
}

/** True when the panel has every number of a day, and no other. */
function tellsTheSame({ firstDay, days, tracks, fields, indexes }: Panel, stored: MarketDay): boolean {
  const at = daysBetween(firstDay, stored.day);
  if (at < 0 || at >= days) return false;
  const bars = new Map(stored.bars.map((bar) => [barKey(bar), bar]));
  const known = new Set(tracks.map(barKey));
  if (stored.bars.some((bar) => !known.has(barKey(bar)))) return false;
  for (const [name, value] of stored.indexes) if (!Object.is(indexes.get(name)?.[at], value)) return false;
  return tracks.every((track, t) =>
    FIELDS.every((field) =>
      Object.is(fields[field][t * days + at], bars.get(barKey(track))?.[field] ?? Number.NaN),
    ),
  );
}

/** `market.historyDays` may be shorter than a lookback: training, which reads the partitions, would see more. */
async function firstDays(ports: StorePorts, panel: Panel | undefined, day: UtcDay): Promise<MarketDay[]> {
  const from = addDays(day, 1 - LOOKBACK_DAYS);
  const to = addDays(panel?.firstDay ?? day, -1);
  const days: MarketDay[] = [];
  if (from <= to) for await (const one of historyDays(ports, { from, to })) days.push(one);
  return days;
}

function hasClose({ firstDay, days, tracks, fields }: Panel, day: UtcDay): boolean {
  const at = daysBetween(firstDay, day);
  return at >= 0 && at < days && tracks.some((_, track) => !Number.isNaN(fields.close[track * days + at]));
}
