import { InputError } from '../errors.ts';
import { MIN_TOKENS } from './acceptance.ts';
import { liveDate } from './liveDate.ts';
import type { Column, Table } from './table.ts';
import type { UtcDay } from './utcDay.ts';

/** So many are named in a message. */
const NAMED = 5;

/** The tokens of a round, one row each, in file order. */
export interface Universe {
  /** Byte-exact, unique, never empty. */
  readonly symbols: readonly string[];
  /** CoinMarketCap's ids, the join key of outside data; '' (which joins nothing) where a row has none. */
  readonly ucids: readonly string[] | undefined;
  /** The day whose close the data are of; undefined when the file does not say. */
  readonly date: UtcDay | undefined;
  /** The whole live file, rows as above. */
  readonly table: Table;
}

/**
 * Numerai's live file as a universe.
 *
 * @throws InputError `universe_invalid` without a text column `symbol`, with a missing, empty or repeated symbol;
 *   `universe_too_small` with fewer than 100 tokens; `live_date_invalid` when `date` is unreadable or not the same
 *   day in every row
 */
export function toUniverse(table: Table): Universe {
  const symbols = symbolsOf(table);
  if (symbols.length < MIN_TOKENS) {
    const message = `the universe has ${symbols.length} tokens, at least ${MIN_TOKENS} are required`;
    throw new InputError('universe_too_small', message);
  }
  return {
    symbols,
    ucids: ucidsOf(table.columns.get('ucid')),
    date: liveDate(table.columns.get('date')),
    table,
  };
}

function symbolsOf(table: Table): string[] {
  const column = table.columns.get('symbol');
  if (!column)
    throw invalid(`no column "symbol"; there are: ${[...table.columns.keys()].join(', ') || 'none'}`);
  if (column.kind !== 'text') throw invalid(`the column "symbol" holds ${column.kind}, not text`);
  const symbols = column.values.filter((symbol): symbol is string => symbol !== null && symbol !== '');
  const missing = column.values.length - symbols.length;
  if (missing > 0) throw invalid(`${missing} of ${column.values.length} rows have no symbol`);
  refuseRepeated(symbols);
  return symbols;
}

function refuseRepeated(symbols: readonly string[]): void {
  const repeated = new Set(symbols.filter((symbol, row) => symbols.indexOf(symbol) < row));
  if (repeated.size === 0) return;
  const named = [...repeated].slice(0, NAMED).join(', ');
  const count = repeated.size === 1 ? '1 symbol occurs' : `${repeated.size} symbols occur`;
  throw invalid(`${count} more than once: ${named}${repeated.size > NAMED ? ', …' : ''}`);
}

function ucidsOf(column: Column | undefined): string[] | undefined {
  if (!column || column.kind === 'time') return undefined;
  if (column.kind === 'text') return column.values.map((ucid) => ucid ?? '');
  return Array.from(column.values, (ucid) => (Number.isNaN(ucid) ? '' : String(ucid)));
}

function invalid(message: string): InputError {
  return new InputError('universe_invalid', `the universe is unusable: ${message}`);
}
