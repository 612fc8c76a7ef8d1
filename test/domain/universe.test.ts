import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import type { Column, Table } from '../../shared/domain/table.ts';
import { toUniverse } from '../../shared/domain/universe.ts';
import { inventedSymbols, inventedUcids } from '../support/inventedUniverse.ts';
import { describeSharedData } from '../support/sharedData.ts';

const symbols = inventedSymbols();
const text = (values: readonly (string | null)[]): Column => ({ kind: 'text', values });
const time = (...values: number[]): Column => ({
  kind: 'time',
  values: Float64Array.from(symbols, (_, row) => values[row % values.length]!),
});
const may20 = Date.UTC(2026, 4, 20);

/** A live file as Numerai's, with columns replaced, or left out where undefined. */
function liveTable(changed: Record<string, Column | undefined> = {}): Table {
  const all = { ucid: text(inventedUcids()), date: time(may20), symbol: text(symbols), ...changed };
  const columns = Object.entries(all).filter((entry): entry is [string, Column] => entry[1] !== undefined);
  return { rows: columns[0]?.[1].values.length ?? 0, columns: new Map(columns) };
}

function withSymbol(row: number, symbol: string | null): Table {
  return liveTable({ symbol: text(symbols.with(row, symbol as string)) });
}

describe('toUniverse', () => {
  it('keeps symbols and ucids byte-exact and in file order, with the day and the table', () => {
    const table = liveTable();
    expect(toUniverse(table)).toEqual({ symbols, ucids: inventedUcids(), date: '2026-05-20', table });
  });

  it('has no ucids when the file has none, and reads them where a CSV made them numbers', () => {
    expect(toUniverse(liveTable({ ucid: undefined })).ucids).toBeUndefined();
    const numbers = Float64Array.from(inventedUcids(), Number).fill(Number.NaN, 0, 1);
    const { ucids } = toUniverse(liveTable({ ucid: { kind: 'number', values: numbers } }));
    expect(ucids).toEqual(inventedUcids().with(0, ''));
  });

  it('gives a token without ucid one that joins nothing, rather than losing the round', () => {
    const ucid = text([null, ...inventedUcids().slice(1)]);
    expect(toUniverse(liveTable({ ucid })).ucids?.[0]).toBe('');
  });

  it.each([
    ['no symbol column', liveTable({ symbol: undefined }), /no column "symbol"; there are: ucid, date$/],
    ['no columns', { rows: 0, columns: new Map() }, /there are: none$/],
    [
      'numbers for symbols',
      liveTable({ symbol: { kind: 'number', values: new Float64Array(300) } }),
      /holds number, not text/,
    ],
    ['a null symbol', withSymbol(17, null), /1 of 300 rows have no symbol/],
    ['an empty symbol', withSymbol(17, ''), /1 of 300 rows have no symbol/],
    ['a repeated symbol', withSymbol(17, 'BTC'), /1 symbol occurs more than once: BTC$/],
    [
      'five repeated symbols, which are all named',
      liveTable({ symbol: text([...symbols, ...symbols.slice(0, 5)]) }),
      /5 symbols occur more than once: BTC, ETH, \w+, \w+, \w+$/,
    ],
    [
      'many repeated symbols',
      liveTable({ symbol: text([...symbols.slice(0, 150), ...symbols.slice(0, 150)]) }),
      /150 symbols occur more than once: BTC, ETH, \w+, \w+, \w+, …$/,
    ],
  ])('refuses %s', (_, table, message) => {
    expect(() => toUniverse(table)).toThrow(message);
    expect(() => toUniverse(table)).toThrow(expect.objectContaining({ code: 'universe_invalid' }));
  });

  it('does not take symbols that differ only in case for repeated', () => {
    expect(toUniverse(withSymbol(17, 'btc')).symbols).toContain('btc');
  });

  it('requires 100 tokens', () => {
    const first = (rows: number): Table => {
      const columns = new Map<string, Column>([['symbol', text(symbols.slice(0, rows))]]);
      return { rows, columns };
    };
    expect(toUniverse(first(100)).symbols).toHaveLength(100);
    expect(() => toUniverse(first(99))).toThrow('the universe has 99 tokens, at least 100 are required');
    expect(() => toUniverse(first(99))).toThrow(expect.objectContaining({ code: 'universe_too_small' }));
    expect(() => toUniverse(first(0))).toThrow(expect.objectContaining({ code: 'universe_too_small' }));
  });
});

describe("the universe's date", () => {
  const dateOf = (date: Column | undefined) => toUniverse(liveTable({ date })).date;
  const everyRow = (value: string | null) => text(symbols.map(() => value));

  it('is undefined without the column', () => {
    expect(dateOf(undefined)).toBeUndefined();
  });

  it('is one day although the hours differ', () => {
    expect(dateOf(time(may20, may20 + 86_399_999))).toBe('2026-05-20');
  });

  it.each([
    ['2026-05-20', '2026-05-20'],
    ['2026-05-20T00:00:00Z', '2026-05-20'],
    ['2026-05-20T23:59:59.999999999Z', '2026-05-20'],
    ['2026-05-20 00:00:00', '2026-05-20'],
    ['2026-05-20T00:00', '2026-05-20'],
    ['2026-05-20 00:00:00+00:00', '2026-05-20'],
    ['2026-05-20T23:00:00-0200', '2026-05-21'],
    ['2026-05-20T01:00:00+02', '2026-05-19'],
    ['2028-02-29', '2028-02-29'],
  ])('reads the text %s as %s', (value, day) => {
    expect(dateOf(everyRow(value))).toBe(day);
  });

  it.each([
    ['an impossible day', everyRow('2026-02-30')],
    ['an impossible hour', everyRow('2026-05-20T25:00:00')],
    ['a local notation', everyRow('20.05.2026')],
    ['words', everyRow('yesterday')],
    ['a zone without a time', everyRow('2026-05-20+02:00')],
    ['something after the date', everyRow('2026-05-20 or so')],
    ['a missing text', text(symbols.map((_, row) => (row === 7 ? null : '2026-05-20')))],
    ['a missing timestamp', time(may20, Number.NaN)],
    ['a timestamp in the wrong unit', time(may20 * 1e6)],
    ['a number', { kind: 'number', values: new Float64Array(300).fill(20260520) } as const],
    ['two days', time(may20, may20 + 86_400_000)],
  ])('refuses %s', (_, date) => {
    expect(() => dateOf(date)).toThrow(expect.objectContaining({ code: 'live_date_invalid' }));
  });

  it('says how many rows cannot be read, and between which days they lie when they differ', () => {
    expect(() => dateOf(time(may20, Number.NaN))).toThrow('150 of 300 rows cannot be read');
    const days = time(may20 + 86_400_000, may20, may20 - 86_400_000);
    expect(() => dateOf(days)).toThrow('3 different days, 2026-05-19 to 2026-05-21');
  });
});

describeSharedData("Numerai's real live file", (folder) => {
  it('is a universe of 300 tokens of one day', async () => {
    const bytes = readFileSync(`${folder}/numerai/crypto-v2.0/live.parquet`);
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    const columns = new Map<string, Column>([
      ['ucid', text(rows.map((row) => row.ucid as string))],
      ['date', { kind: 'time', values: Float64Array.from(rows, (row) => (row.date as Date).getTime()) }],
      ['symbol', text(rows.map((row) => row.symbol as string))],
    ]);
    const universe = toUniverse({ rows: rows.length, columns });
    expect(universe.symbols).toHaveLength(300);
    expect(universe.symbols).toEqual(
      expect.arrayContaining(['XAUt', 'BabyDoge', 'MUon', '币安人生', '0G', 'H']),
    );
    expect(universe.ucids?.[universe.symbols.indexOf('ETH')]).toBe('1027');
    expect(universe.date).toBe('2026-05-20');
  });
});
