import { addDays, type UtcDay } from '../../domain/utcDay.ts';
import { InputError } from '../../errors.ts';
import { updatePanel } from '../../market/assemblePanel.ts';
import { panelIndexesToTable, tableToPanelIndexes } from '../../market/indexTable.ts';
import type { MarketDay } from '../../market/marketDay.ts';
import type { Panel } from '../../market/panel.ts';
import { filledDays, panelToTable, tableToPanel } from '../../market/panelTable.ts';
import { marketDay } from './historyDays.ts';
import { MARKET_KEYS, storedDays } from './marketKeys.ts';
import type { StorePorts } from './marketPorts.ts';
import { decoded, updateStored } from './updateStored.ts';

/** Partitions that are read at once. */
const AT_ONCE = 8;

/**
 * The last days of the market, as `collect` left them; undefined before its first run.
 *
 * @throws InputError `market_damaged`
 */
export async function openPanel(ports: StorePorts): Promise<Panel | undefined> {
  const stored = await ports.store.get(MARKET_KEYS.panel);
  return stored && panelFrom(ports, stored.bytes);
}

/**
 * Brings the panel up to date with the partitions: days that were changed, and days it lacks.
 *
 * @param changed days whose partition was written since the panel was
 * @param keep days the panel has at most
 * @throws InputError `market_damaged`; TransientError `store_unavailable`
 */
export async function refreshPanel(
  ports: StorePorts,
  { changed, keep }: { changed: readonly UtcDay[]; keep: number },
): Promise<Panel | undefined> {
  let refreshed: Panel | undefined;
  await updateStored(ports.store, MARKET_KEYS.panel, async (bytes) => {
    const before = bytes && (await panelFrom(ports, bytes).catch(unlessDamaged));
    const stale = await staleDays(ports, before, { changed, keep });
    refreshed = before;
    if (stale.length === 0) return undefined;
    refreshed = updatePanel(before, await marketDays(ports, stale), keep);
    return ports.files.writeTable(panelToTable(refreshed), ['date']);
  });
  if (refreshed) await writePanelIndexes(ports, refreshed);
  return refreshed;
}

/** It is made from the partitions, so that a damaged panel is simply made anew. */
function unlessDamaged(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
  return undefined;
}

async function staleDays(
  ports: StorePorts,
  panel: Panel | undefined,
  { changed, keep }: { changed: readonly UtcDay[]; keep: number },
): Promise<UtcDay[]> {
  const stored = await storedDays(ports.store, 'bars');
  const lastDay = stored.at(-1);
  if (lastDay === undefined) return [];
  const [filled, touched] = [panel ? filledDays(panel) : new Set<UtcDay>(), new Set(changed)];
  const isStale = (day: UtcDay) => touched.has(day) || !filled.has(day);
  return stored.filter((day) => day > addDays(lastDay, -keep) && isStale(day));
}

/** Conditional as well: of two runs the later one has read more. */
async function writePanelIndexes(ports: StorePorts, panel: Panel): Promise<void> {
  await updateStored(ports.store, MARKET_KEYS.panelIndexes, async () =>
    panel.indexes.size === 0 ? undefined : ports.files.writeTable(panelIndexesToTable(panel), ['date']),
  );
}

async function marketDays(ports: StorePorts, days: readonly UtcDay[]): Promise<MarketDay[]> {
  const read: MarketDay[] = [];
  for (let from = 0; from < days.length; from += AT_ONCE) {
    read.push(...(await Promise.all(days.slice(from, from + AT_ONCE).map((day) => marketDay(ports, day)))));
  }
  return read;
}

async function panelFrom(ports: StorePorts, bytes: Uint8Array): Promise<Panel | undefined> {
  const table = (content: Uint8Array) => ports.files.readTable(content);
  const panel = await decoded(MARKET_KEYS.panel, async () => tableToPanel(await table(bytes)));
  const stored = panel && (await ports.store.get(MARKET_KEYS.panelIndexes));
  if (!panel || !stored) return panel;
  const indexes = await decoded(MARKET_KEYS.panelIndexes, async () =>
    tableToPanelIndexes(await table(stored.bytes), panel),
  );
  return { ...panel, indexes };
}
