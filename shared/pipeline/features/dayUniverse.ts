import type { Table } from '../../domain/table.ts';
import type { UtcDay } from '../../domain/utcDay.ts';
import type { Bar } from '../../market/bar.ts';
import type { Ports } from '../../ports.ts';
import { dayTokens } from './dayTokens.ts';
import type { ExportTally, UniverseSource } from './exportTally.ts';
import { archivedUniverse } from './liveArchive.ts';
import { symbolTokens } from './symbolTokens.ts';
import { topTokens } from './topTokens.ts';

/** The tokens of a day, and what Numerai says of them. */
export interface DayUniverse {
  readonly day: UtcDay;
  readonly source: UniverseSource;
  readonly symbols: readonly string[];
  /** '' where a symbol is of no certain token. */
  readonly ucids: readonly string[];
  /** Undefined where the tokens are the market store's. */
  readonly rows: Table | undefined;
}

/** What there is of a day. */
export interface DaySources {
  readonly day: UtcDay;
  readonly training: Table | undefined;
  /** Key of the live file that a run has kept. */
  readonly live: string | undefined;
  /** Undefined where the market store has no partition. */
  readonly bars: readonly Bar[] | undefined;
}

export interface UniverseOptions {
  readonly top: number;
  readonly sources: readonly string[];
  readonly tally: ExportTally;
}

/** The best universe there is of a day; undefined where there is none. */
export async function dayUniverse(
  ports: Pick<Ports, 'store' | 'files' | 'log'>,
  of: DaySources,
  options: UniverseOptions,
): Promise<DayUniverse | undefined> {
  if (of.training) return trainingUniverse(of.training, of, options.tally);
  const live = of.live === undefined ? undefined : await archivedUniverse(ports, of.live);
  if (live) {
    const ucids = live.ucids ?? (await symbolTokens(ports, live.symbols, of.day));
    if (of.bars) options.tally.unresolved.unknown += ucids.filter((ucid) => ucid === '').length;
    return { day: of.day, source: 'live', symbols: live.symbols, ucids, rows: live.table };
  }
  const { symbols, ucids } = topTokens(of.bars ?? [], options.top, options.sources);
  return symbols.length === 0 ? undefined : { day: of.day, source: 'store', symbols, ucids, rows: undefined };
}

function trainingUniverse(rows: Table, { day, bars }: DaySources, tally: ExportTally): DayUniverse {
  const symbols = textsOf(rows, 'symbol');
  const universe = { day, source: 'train', symbols, rows } as const;
  if (rows.columns.get('ucid')) return { ...universe, ucids: textsOf(rows, 'ucid') };
  if (!bars) return { ...universe, ucids: symbols.map(() => '') };
  const { ucids, unresolved } = dayTokens(symbols, bars);
  for (const reason of ['unknown', 'ambiguous', 'priceDisagrees'] as const) {
    tally.unresolved[reason] += unresolved[reason];
  }
  return { ...universe, ucids };
}

/** pandas keeps ids as numbers. */
function textsOf(rows: Table, name: string): string[] {
  const column = rows.columns.get(name)!;
  const cells = column.kind === 'text' ? column.values : [...column.values];
  return Array.from<string | number | null, string>(cells, (cell) =>
    cell === null || Number.isNaN(cell) ? '' : String(cell),
  );
}
