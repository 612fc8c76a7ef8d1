import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import type { Table } from '../../shared/domain/table.ts';
import type { UtcDay } from '../../shared/domain/utcDay.ts';
import { updatePanel } from '../../shared/market/assemblePanel.ts';
import { panelIndexesToTable } from '../../shared/market/indexTable.ts';
import type { MarketDay } from '../../shared/market/marketDay.ts';
import { panelToTable } from '../../shared/market/panelTable.ts';
import { MARKET_KEYS } from '../../shared/pipeline/market/marketKeys.ts';
import type { Run } from '../../shared/pipeline/run.ts';
import { tokenColumns } from '../../shared/pipeline/tokenColumns.ts';
import type { Store } from '../../shared/ports.ts';
import { parseSettings } from '../../shared/settings.ts';
import { memoryStore } from './memoryStore.ts';

export interface LiveDay {
  /** The whole history; what is after `day` is not there yet. */
  readonly history: readonly MarketDay[];
  readonly day: UtcDay;
  readonly symbols: readonly string[];
  readonly ucids: readonly string[];
  /** What else the store has, such as tables of the user's. */
  readonly store?: Store;
}

/** What a live round has of a day, through files as `collect` writes them: the panel of the last 400 days, and no more. */
export async function liveTable(of: LiveDay, names: readonly string[]): Promise<Table> {
  const { day, symbols, ucids, history } = of;
  const until = history.filter((one) => one.day <= day);
  const panel = updatePanel(undefined, until.slice(-400), 400);
  const { writeTable } = tableFiles;
  const store = memoryStore([
    [MARKET_KEYS.panel, await writeTable(panelToTable(panel), ['date'])],
    ...(panel.indexes.size > 0
      ? ([[MARKET_KEYS.panelIndexes, await writeTable(panelIndexesToTable(panel), ['date'])]] as const)
      : []),
  ]);
  for (const key of (await of.store?.list('user/')) ?? []) {
    await store.put(key, (await of.store!.get(key))!.bytes);
  }
  const settings = parseSettings({ slots: [{ name: 'example_model', candidates: ['base'] }] });
  const run = { ports: { store, files: tableFiles }, settings, panels: new Map(), userDays: new Map() };
  const table: Table = { rows: symbols.length, columns: new Map() };
  return tokenColumns(run as unknown as Run, { symbols, ucids, date: day, table }, names);
}
