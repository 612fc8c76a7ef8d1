import { toUniverse } from '../../domain/universe.ts';
import type { UtcDay } from '../../domain/utcDay.ts';
import { AppError } from '../../errors.ts';
import type { Bar } from '../../market/bar.ts';
import type { Mapping } from '../../market/mapping.ts';
import { type ResolvedSymbols, resolveSymbols } from '../../market/resolveSymbols.ts';
import type { ListedToken } from '../../ports.ts';
import type { MarketPorts } from './marketPorts.ts';

/** The tokens of the newest live file that `submit` has archived. */
export interface ArchivedUniverse {
  readonly symbols: readonly string[];
  /** Undefined where the file has none. */
  readonly ucids: readonly string[] | undefined;
}

/** Undefined when there is none yet, or it cannot be read: then the day is collected without it. */
export async function archivedUniverse(
  ports: Pick<MarketPorts, 'store' | 'files' | 'log'>,
): Promise<ArchivedUniverse | undefined> {
  try {
    const keys = await ports.store.list('rounds/');
    const rounds = keys.flatMap((key) => /^rounds\/(\d+)\/live\.parquet$/.exec(key)?.[1] ?? []);
    if (rounds.length === 0) return undefined;
    const stored = await ports.store.get(`rounds/${Math.max(...rounds.map(Number))}/live.parquet`);
    return stored && toUniverse(await ports.files.readTable(stored.bytes));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ports.log.warn(`The newest live universe is left out: ${error.message}`);
    return undefined;
  }
}

/** The mapping with ucids for the symbols of a universe without, as far as they are unmistakable. */
export function withSymbols(
  mapping: Mapping,
  symbols: readonly string[],
  { day, bars, listed }: { day: UtcDay; bars: readonly Bar[]; listed: readonly ListedToken[] },
): { mapping: Mapping; resolved: ResolvedSymbols } {
  const known = new Map(mapping.symbols.map(({ symbol, ucid }) => [symbol, ucid]));
  const resolved = resolveSymbols(symbols, { known, bars, listed });
  const found = symbols.flatMap((symbol, i) => {
    const ucid = resolved.ucids[i]!;
    return ucid === '' || known.get(symbol) === ucid ? [] : [{ symbol, ucid, since: day }];
  });
  const renewed = new Set(found.map(({ symbol }) => symbol));
  const kept = mapping.symbols.filter(({ symbol }) => !renewed.has(symbol));
  return { mapping: { ...mapping, symbols: [...kept, ...found] }, resolved };
}
