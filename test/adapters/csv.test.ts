import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, submissionCsv, writeCsv } from '../../shared/adapters/csv.ts';
import { type Column, numberColumn, type Table, textColumn } from '../../shared/domain/table.ts';
import { goldenJson, type SpelledColumn, spelled } from '../support/goldenTables.ts';
import { describeSharedData } from '../support/sharedData.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const asText = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const read = (text: string, names: readonly string[] = []) => readCsv(utf8(text), { text: names });

function table(columns: Record<string, Column>): Table {
  const [first] = Object.values(columns);
  return { rows: first?.values.length ?? 0, columns: new Map(Object.entries(columns)) };
}

interface PandasCase {
  readonly text: string;
  readonly error?: string;
  /** pandas took cells in front as an index. */
  readonly leading?: boolean;
  readonly rows?: number;
  readonly columns?: Record<string, SpelledColumn>;
}

describe('readCsv, against pandas.read_csv', () => {
  const cases = goldenJson<PandasCase[]>('pandas-read-csv.json').map((one) => ({
    ...one,
    shown: JSON.stringify(one.text),
  }));

  it.each(cases.filter((one) => one.columns))('reads $shown', (one) => {
    const { rows, columns } = readCsv(utf8(one.text), { leadingCells: 'index' });
    expect({ rows, columns: spelled(columns) }).toEqual({ rows: one.rows, columns: one.columns });
    expect([...columns.keys()]).toEqual(Object.keys(one.columns!));
  });

  it.each(cases.filter((one) => one.leading))('does not shift columns by itself: $shown', ({ text }) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'csv_malformed' }));
  });

  it.each(cases.filter((one) => one.error))('refuses $shown ($error)', ({ text, error }) => {
    const code = error === 'EmptyDataError' ? 'file_empty' : 'csv_malformed';
    expect(() => readCsv(utf8(text), { leadingCells: 'index' })).toThrow(expect.objectContaining({ code }));
  });
});

describe('readCsv', () => {
  it('reads numbers exactly, where pandas takes a short cut', () => {
    const cells = [
      '0.1',
      '-0',
      '5e-324',
      '1.7976931348623157e308',
      '0.30000000000000004',
      'NaN',
      '-Infinity',
      '',
    ];
    const x = numberColumn(read(`x,y\n${cells.map((cell) => `${cell},1`).join('\n')}`), 'x');
    expect([...x]).toEqual([0.1, -0, 5e-324, Number.MAX_VALUE, 0.1 + 0.2, Number.NaN, -Infinity, Number.NaN]);
  });

  it('keeps ids as text where it is told to, digits, leading zeros and all', () => {
    const columns = read('symbol,ucid,x\n1,007,1\nNA,,2\n', ['symbol', 'ucid']);
    expect(textColumn(columns, 'symbol')).toEqual(['1', null]);
    expect(textColumn(columns, 'ucid')).toEqual(['007', null]);
  });

  it('gives a header without rows its columns', () => {
    const { rows, columns } = read('symbol,signal\n', ['symbol']);
    expect({ rows, columns: spelled(columns) }).toEqual({
      rows: 0,
      columns: { symbol: { kind: 'text', values: [] }, signal: { kind: 'number', values: [] } },
    });
  });

  it('names the first row that is too long', () => {
    expect(() => read('a,b\n1,2\n\n3,4,5\n')).toThrow('data row 2 has 3 cells, the header 2');
  });

  it('reads a cell of half a million characters', () => {
    const long = 'x'.repeat(500_000);
    expect(textColumn(read(`a,b\n"${long}",1\n`), 'a')).toEqual([long]);
  });

  it.each([
    ['Latin-1', Buffer.from('symbol,x\nM\xfcnze,1\n', 'latin1'), 'csv_encoding'],
    ['UTF-16', Buffer.from('\ufeffsymbol,x\nBTC,1\n', 'utf16le'), 'csv_encoding'],
    ['UTF-16 without a mark', Buffer.from('symbol,x\nBTC,1\n', 'utf16le'), 'not_a_table'],
    ['a zip archive', Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1'), 'not_a_table'],
  ])('refuses %s instead of reading rubbish', (_, bytes, code) => {
    expect(() => readCsv(bytes)).toThrow(expect.objectContaining({ code }));
  });

  it('reads the same from a file with every cell quoted as from one without quotes', () => {
    // "Unquoted" takes another path through the code.
    const cell = fc.stringMatching(/^[a-zA-Z0-9.#/<>+ -]{0,6}$/).filter((text) => text.trim() !== '');
    const eol = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), eol, fc.boolean(), (rows, end, mark) => {
        const [plain, quoted] = [
          rows.map((row) => row.join(',')),
          rows.map((row) => row.map((text) => `"${text}"`).join(',')),
        ].map((lines) => spelled(read(`${mark ? '\ufeff' : ''}${lines.join(end)}`).columns));
        expect(quoted).toEqual(plain);
      }),
    );
  });
});

describe('writeCsv', () => {
  it('writes full precision, words for what is not finite, and nothing for missing text', () => {
    const bytes = writeCsv(
      table({
        symbol: { kind: 'text', values: ['币安人生', null, 'a,"b"\n'] },
        x: { kind: 'number', values: Float64Array.of(1 / 3, Number.NaN, -0) },
        y: { kind: 'number', values: Float64Array.of(1e21, Infinity, -Infinity) },
        date: { kind: 'time', values: Float64Array.of(Date.UTC(2026, 4, 20), Number.NaN, 0) },
        at: { kind: 'time', values: Float64Array.of(Date.UTC(2026, 4, 20, 1, 2, 3, 4), Number.NaN, 0) },
      }),
    );
    expect(asText(bytes)).toBe(
      'symbol,x,y,date,at\n' +
        '币安人生,0.3333333333333333,1e+21,2026-05-20,2026-05-20T01:02:03.004Z\n' +
        ',NaN,Infinity,,\n' +
        '"a,""b""\n",-0,-Infinity,1970-01-01,1970-01-01T00:00:00.000Z\n',
    );
  });

  it('does not lose a row whose only cell is missing', () => {
    const bytes = writeCsv(table({ a: { kind: 'text', values: ['x', null, 'y'] } }));
    expect(textColumn(readCsv(bytes), 'a')).toEqual(['x', null, 'y']);
  });

  it('is read back as it was, whatever the text and numbers are', () => {
    const words = new Set(['', 'NA', 'null', 'NULL', 'nan', 'NaN', 'None', 'N/A', 'n/a', '<NA>', '#NA']);
    const word = fc.string({ unit: 'binary' }).filter((text) => !words.has(text) && !text.includes('\0'));
    const row = fc.tuple(fc.option(word), fc.double());
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const written = table({
          symbol: { kind: 'text', values: rows.map(([symbol]) => symbol) },
          x: { kind: 'number', values: Float64Array.from(rows, ([, x]) => x) },
        });
        const back = readCsv(writeCsv(written), { text: ['symbol'] });
        expect({ rows: back.rows, columns: spelled(back.columns) }).toEqual({
          rows: rows.length,
          columns: spelled(written.columns),
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('submissionCsv', () => {
  it('has the header symbol,signal and one line a symbol', () => {
    const bytes = submissionCsv({
      symbols: ['BTC', 'XAUt', '1INCH', 'A,B'],
      values: Float64Array.of(0.125, 0.5, 0.875, 1 / 3),
    });
    expect(asText(bytes)).toBe('symbol,signal\nBTC,0.125\nXAUt,0.5\n1INCH,0.875\n"A,B",0.3333333333333333\n');
  });

  it.each(['', 'NA', 'nan', 'NaN', 'null', 'NULL', 'None', 'N/A', 'n/a', '<NA>', '#N/A'])(
    'refuses the symbol "%s", which would make the whole file invalid',
    (symbol) => {
      const submission = { symbols: ['BTC', symbol], values: Float64Array.of(0.25, 0.75) };
      expect(() => submissionCsv(submission)).toThrow(
        expect.objectContaining({
          code: 'symbol_not_for_csv',
          message: expect.stringContaining(`"${symbol}"`),
        }),
      );
    },
  );
});

describeSharedData('CSV files of Numerai and of the training libraries', (folder) => {
  it('reads the example predictions as they are written, and writes them as they are', () => {
    const bytes = readFileSync(`${folder}/numerai/crypto-v2.0/live_example_preds.csv`);
    const { rows, columns } = readCsv(bytes);
    const values = numberColumn({ rows, columns }, 'prediction');
    expect([rows, Math.min(...values), Math.max(...values)]).toEqual([
      300, 0.33711607017552214, 0.5944462285748041,
    ]);
    expect(Buffer.from(writeCsv({ rows, columns })).equals(bytes)).toBe(true);
  });

  it('reads the Meta Model, whose ids are ucids', () => {
    const meta = readCsv(readFileSync(`${folder}/numerai/crypto-v2.0/meta_model.csv`), {
      text: ['id', 'date'],
    });
    expect(textColumn(meta, 'id').slice(0, 2)).toEqual(['1', '1027']);
    const grid = [...numberColumn(meta, 'prediction')]
      .sort((a, b) => a - b)
      .map((value) => value * 300 + 0.5);
    expect(grid.every((value, k) => Math.abs(value - (k + 1)) < 1e-9)).toBe(true);
  });

  it('reads NaN, infinities and -0 in a model input exactly', () => {
    const bytes = readFileSync(`${folder}/models/lgb-continuous/inputs.csv`);
    const lines = asText(bytes)
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    const { columns } = readCsv(bytes);
    for (const [at, name] of lines[0]!.entries()) {
      const cells = lines.slice(1).map((line) => Number(line[at]));
      expect([...numberColumn({ rows: cells.length, columns }, name)]).toEqual(cells);
    }
  });
});
