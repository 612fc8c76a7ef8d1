import { addDays, daysBetween, type UtcDay } from '../../domain/utcDay.ts';
import { InputError } from '../../errors.ts';
import { updatePanel } from '../../market/assemblePanel.ts';
import type { MarketDay } from '../../market/marketDay.ts';
import type { Panel } from '../../market/panel.ts';
import { historyDays, marketDay } from '../market/historyDays.ts';
import type { StorePorts } from '../market/marketPorts.ts';
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
  const missing = [...(await lastDay(ports, panel, day)), ...(await firstDays(ports, panel, day))];
  const whole = missing.length > 0 ? updatePanel(panel, missing, Number.POSITIVE_INFINITY) : panel;
  if (whole && hasClose(whole, day)) return whole;
  const newest = panel ? `ends on ${addDays(panel.firstDay, panel.days - 1)}` : 'is empty';
  throw new InputError('market_stale', `the market store ${newest}, the live file is of ${day}`);
}

/** `collect` may have died between the partition and the panel. */
async function lastDay(ports: StorePorts, panel: Panel | undefined, day: UtcDay): Promise<MarketDay[]> {
  if (panel && hasClose(panel, day)) return [];
  const stored = await marketDay(ports, day);
  return stored.bars.length > 0 ? [stored] : [];
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
