import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { acceptSubmission } from '../../shared/domain/acceptance.ts';
import type { Column, Table } from '../../shared/domain/table.ts';
import cases from '../golden/numerai-acceptance/cases.json' with { type: 'json' };
import { inventedSymbols, inventedUcids } from '../support/inventedUniverse.ts';
import { describeSharedData } from '../support/sharedData.ts';
import {
  type CaseUniverse,
  caseRows,
  caseTable,
  comparableVerdict,
  type SubmissionCase,
} from '../support/submissionCases.ts';

const officialCases = cases.cases as unknown as SubmissionCase[];
const universe = inventedSymbols();

function judgeTables(all: readonly SubmissionCase[], of: CaseUniverse): void {
  const asTables = all.filter(({ table, csv_options }) => table && !csv_options);
  it.each(asTables)('$id: $why', ({ table, expect: expected, expect_as_table }) => {
    const verdict = acceptSubmission(of.symbols, caseTable(table!, of));
    expect(expect_as_table ?? expected).toMatchObject(comparableVerdict(verdict));
  });
}

describe("Numerai's verdicts on tables over an invented universe", () => {
  judgeTables(officialCases, { symbols: universe, ucids: inventedUcids() });
});

describeSharedData("Numerai's verdicts on tables over a real universe", (folder) => {
  const bytes = readFileSync(`${folder}/numerai/crypto-v2.0/live.parquet`);
  const real = JSON.parse(readFileSync(`${folder}/numerai/validation-cases.json`, 'utf8'));
  const of: { symbols: string[]; ucids: string[] } = { symbols: [], ucids: [] };

  it('reads the live file that the cases were made for', async () => {
    const live = await parquetReadObjects({
      file: new Uint8Array(bytes).buffer,
      columns: ['symbol', 'ucid'],
    });
    of.symbols.push(...live.map((row) => String(row.symbol)));
    of.ucids.push(...live.map((row) => String(row.ucid)));
    expect(of.symbols).toHaveLength(real.universe.rows);
    expect(of.symbols.slice(-3)).toEqual(real.universe.last_three);
  });

  const recipes: (SubmissionCase & { expanded: unknown })[] = real.cases.filter(
    (one: SubmissionCase) => one.table,
  );
  it.each(recipes)('builds $id as it is described', ({ table, expanded }) => {
    const rows = caseRows(table!, of);
    const ends = rows.length > 0 ? { first: rows[0]!.map(spelled), last: rows.at(-1)!.map(spelled) } : {};
    expect({ rows: rows.length, ...ends }).toEqual(expanded);
  });

  judgeTables(real.cases, of);
});

/** Numbers that JSON cannot hold, as the cases write them. */
function spelled(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

interface ScoringCase {
  readonly name: string;
  readonly function: string;
  readonly args: readonly { frame: { columns: Record<string, (string | number | null)[]> } }[];
  readonly result?: { readonly kept: number; readonly invalid: string[] };
  readonly message?: string;
}

describeSharedData("numerai-tools' own table cases", (folder) => {
  const { cases: all } = JSON.parse(readFileSync(`${folder}/scoring/submission_crypto.json`, 'utf8'));
  const validations: ScoringCase[] = all.filter(
    (one: ScoringCase) => one.function === 'validate_submission_crypto',
  );

  it('has some', () => expect(validations.length).toBeGreaterThan(20));

  it.each(validations)('$name', ({ args, result, message }) => {
    const [live, submitted] = args.map(({ frame }) => frame.columns);
    const verdict = acceptSubmission(live!.symbol as string[], frameTable(submitted!));
    expect(verdict.reason).toBe(message ?? null);
    expect(verdict.acceptedCount).toBe(result?.kept ?? null);
    if (result) expect(verdict.invalidSymbols).toEqual(result.invalid);
  });
});

function frameTable(frame: Record<string, (string | number | null)[]>): Table {
  const columns = Object.entries(frame).map(([name, cells]): [string, Column] => {
    if (name !== 'prediction' && name !== 'signal' && name !== 'probability') {
      return [
        name,
        { kind: 'text', values: cells.map((cell) => (cell === 'NaN' ? null : (cell as string | null))) },
      ];
    }
    return [name, { kind: 'number', values: Float64Array.from(cells, Number) }];
  });
  return { rows: columns[0]![1].values.length, columns: new Map(columns) };
}

/** A submission that Numerai accepts, with something about it changed. */
function submissionTable(changed: { symbol?: Column; value?: Column; header?: string[] } = {}): Table {
  const ranks = Float64Array.from(universe, (_, row) => (row + 0.5) / universe.length);
  const [symbol, value] = changed.header ?? ['symbol', 'signal'];
  const columns: [string, Column][] = [
    [symbol!, changed.symbol ?? { kind: 'text', values: universe }],
    [value!, changed.value ?? { kind: 'number', values: ranks }],
  ];
  return { rows: universe.length, columns: new Map(columns) };
}

describe('what the official cases leave open', () => {
  it('rejects text in the value column, where the official validator raises a TypeError, and shows some of it', () => {
    const values = universe.map((_, row) => (row === 3 ? 'abc' : '0.5'));
    const verdict = acceptSubmission(universe, submissionTable({ value: { kind: 'text', values } }));
    expect(verdict).toMatchObject({
      accepted: false,
      reason: 'invalid_submission_values: values must be numbers, the column holds text such as "abc"',
    });
  });

  it('rejects numbers that are stored as text', () => {
    const values = universe.map((_, row) => String((row + 0.5) / universe.length));
    const { reason } = acceptSubmission(universe, submissionTable({ value: { kind: 'text', values } }));
    expect(reason).toMatch(/^invalid_submission_values: values must be numbers.*"0\.00166/);
  });

  it('reports a missing value in a text column as missing, because that rule comes first', () => {
    const values = universe.map((_, row) => (row === 3 ? null : 'abc'));
    const { reason } = acceptSubmission(universe, submissionTable({ value: { kind: 'text', values } }));
    expect(reason).toBe('invalid_submission_values: submission must not contain NaNs');
  });

  it('rejects dates in the value column', () => {
    const values = Float64Array.from(universe, (_, row) => row);
    const { reason } = acceptSubmission(universe, submissionTable({ value: { kind: 'time', values } }));
    expect(reason).toBe('invalid_submission_values: values must be numbers, the column holds dates');
  });

  it('compares symbols that were read as numbers as text, as pandas does', () => {
    const numbers = Float64Array.from(universe, (_, row) => row + 1);
    const digits = Array.from(numbers, String);
    const table = submissionTable({ symbol: { kind: 'number', values: numbers } });
    expect(acceptSubmission(digits, table)).toMatchObject({ accepted: true, acceptedCount: 300 });
    expect(acceptSubmission(universe, table).invalidSymbols).toHaveLength(300);
  });

  it('spells whole numbers of a fractional symbol column with a point, as pandas does', () => {
    const numbers = Float64Array.from(universe, (_, row) => (row === 0 ? 0.5 : row));
    const { invalidSymbols } = acceptSubmission(
      universe,
      submissionTable({ symbol: { kind: 'number', values: numbers } }),
    );
    expect(invalidSymbols).toEqual(expect.arrayContaining(['0.5', '7.0']));
  });

  it('rejects a missing symbol in a column of numbers', () => {
    const values = Float64Array.from(universe, (_, row) => (row === 5 ? Number.NaN : row));
    const { reason } = acceptSubmission(universe, submissionTable({ symbol: { kind: 'number', values } }));
    expect(reason).toBe('invalid_submission_ids: Submission must not contain NaNs in the symbol column.');
  });

  it('does not take one column with a comma in its name for two', () => {
    const columns = new Map<string, Column>([['symbol,signal', { kind: 'text', values: universe }]]);
    expect(acceptSubmission(universe, { rows: 300, columns }).reason).toMatch(/^invalid_submission_headers/);
  });

  it('still names the unknown symbols when too few are known, so that one sees why', () => {
    const lower = universe.map((symbol) => symbol.toLowerCase());
    const verdict = acceptSubmission(universe, submissionTable({ symbol: { kind: 'text', values: lower } }));
    expect(verdict.acceptedCount).toBeNull();
    expect(verdict.invalidSymbols).toContain('btc');
  });

  it('rejects -Infinity', () => {
    const values = Float64Array.from(universe, (_, row) =>
      row === 0 ? Number.NEGATIVE_INFINITY : row / 300,
    );
    const { reason } = acceptSubmission(universe, submissionTable({ value: { kind: 'number', values } }));
    expect(reason).toBe('invalid_submission_values: values must be between 0 and 1 exclusive');
  });
});
