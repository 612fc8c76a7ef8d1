import { describe, expect, it } from '@jest/globals';
import { numberColumn, type Table, textColumn, timeColumn } from '../../shared/domain/table.ts';

const table: Table = {
  rows: 1,
  columns: new Map([
    ['symbol', { kind: 'text', values: ['BTC'] }],
    ['x', { kind: 'number', values: Float64Array.of(1) }],
    ['date', { kind: 'time', values: Float64Array.of(0) }],
  ]),
};

describe('a column by name', () => {
  it('is the column itself, not a copy', () => {
    expect(textColumn(table, 'symbol')).toBe(table.columns.get('symbol')?.values);
    expect(numberColumn(table, 'x')).toBe(table.columns.get('x')?.values);
    expect(timeColumn(table, 'date')).toBe(table.columns.get('date')?.values);
  });

  it('that is missing is an error with the names there are', () => {
    const message = 'the table has no column "Symbol"; its columns are: symbol, x, date';
    expect(() => textColumn(table, 'Symbol')).toThrow(
      expect.objectContaining({ code: 'missing_column', message }),
    );
  });

  it('that is missing from a wide table is an error of bearable length', () => {
    const columns = new Map(Array.from({ length: 500 }, (_, i) => [`x${i}`, table.columns.get('x')!]));
    expect(() => numberColumn({ rows: 1, columns }, 'y')).toThrow(/: x0, x1, .*, x29 and 470 more$/);
  });

  it.each([
    ['text for a number', () => numberColumn(table, 'symbol'), 'the column "symbol" holds text, not number'],
    ['a time for text', () => textColumn(table, 'date'), 'the column "date" holds time, not text'],
    ['a number for a time', () => timeColumn(table, 'x'), 'the column "x" holds number, not time'],
  ])('of another type is an error: %s', (_, take, message) => {
    expect(take).toThrow(expect.objectContaining({ code: 'wrong_column_type', message }));
  });
});
