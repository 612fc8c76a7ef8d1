import type { Verdict } from '../../shared/domain/acceptance.ts';
import type { Column, Table } from '../../shared/domain/table.ts';

type Cell = string | number | null;
type Row = Cell[];

/** A submission file as a recipe, and Numerai's verdict on it. */
export interface SubmissionCase {
  readonly id: string;
  readonly why: string;
  readonly table?: Recipe;
  /** How the CSV differs from the plain one; the case is then about the text only. */
  readonly csv_options?: CsvOptions;
  /** The CSV itself instead of a recipe. */
  readonly csv_text?: string;
  readonly expect: ExpectedVerdict;
  /** Where the rows as a table are judged differently from the rows as a CSV. */
  readonly expect_as_table?: ExpectedVerdict;
}

export interface ExpectedVerdict {
  readonly verdict: 'accepted' | 'rejected' | 'exception';
  readonly message?: string;
  readonly accepted_count?: number;
  readonly invalid_count?: number;
  /** The first five when there are more than twelve. */
  readonly invalid_tickers?: readonly string[];
}

interface Recipe {
  readonly header: readonly string[];
  readonly start: { readonly from: number; readonly to: number; readonly values: ValueRecipe };
  readonly edits: readonly Edit[];
}

interface ValueRecipe {
  readonly kind: string;
  readonly [parameter: string]: number | string;
}

/** A row by its index, or by the first row with a symbol. */
type At = number | string;

type Edit =
  | { readonly op: 'set'; readonly at: At; readonly value: Cell }
  | { readonly op: 'rename'; readonly at: At; readonly to: Cell }
  | { readonly op: 'drop'; readonly symbols: readonly string[] }
  | { readonly op: 'append'; readonly rows: readonly Row[] }
  | {
      readonly op: 'append_numbered';
      readonly prefix: string;
      readonly count: number;
      readonly value: number;
    }
  | { readonly op: 'case'; readonly to: 'lower' | 'upper' }
  | { readonly op: 'affix'; readonly after: string }
  | { readonly op: 'ucid' }
  | { readonly op: 'reverse' | 'sort' }
  | { readonly op: 'scale' | 'shift'; readonly by: number }
  | { readonly op: 'insert_column'; readonly at: number; readonly value: Cell }
  | { readonly op: 'columns'; readonly order: readonly number[] };

interface CsvOptions {
  readonly eol?: string;
  readonly delimiter?: string;
  readonly bom?: boolean;
  readonly quote?: boolean;
  readonly final_newline?: boolean;
  readonly no_header?: boolean;
  readonly row_number_column?: boolean;
}

export interface CaseUniverse {
  readonly symbols: readonly string[];
  readonly ucids: readonly string[];
}

/** The rows of a case, each in the order of the header. */
export function caseRows({ start, edits }: Recipe, universe: CaseUniverse): Row[] {
  const { from, to, values } = start;
  const value = valueMaker(values, to - from);
  const rows: Row[] = universe.symbols.slice(from, to).map((symbol, i) => [symbol, value(i)]);
  return edits.reduce((edited, edit) => applyEdit(edited, edit, universe), rows);
}

function valueMaker(recipe: ValueRecipe, n: number): (i: number) => number {
  const { low, high, split, value, seed } = recipe as Record<string, number>;
  let state = seed ?? 0;
  const makers: Record<string, (i: number) => number> = {
    ranked: (i) => (i + 0.5) / n,
    constant: () => value!,
    linspace: (i) => low! + ((high! - low!) * i) / (n - 1),
    two_level: (i) => (i < split! ? low! : high!),
    park_miller: () => {
      state = (state * 16_807) % 2_147_483_647;
      return state / 2_147_483_647;
    },
  };
  return makers[recipe.kind]!;
}

function applyEdit(rows: Row[], edit: Edit, universe: CaseUniverse): Row[] {
  switch (edit.op) {
    case 'set':
      return editRow(rows, edit.at, ([symbol]) => [symbol!, asValue(edit.value)]);
    case 'rename':
      return editRow(rows, edit.at, ([, ...values]) => [edit.to, ...values]);
    case 'drop':
      return rows.filter(([symbol]) => !edit.symbols.includes(String(symbol)));
    case 'append':
      return [...rows, ...edit.rows.map(([symbol, ...values]) => [symbol!, ...values.map(asValue)])];
    case 'append_numbered':
      return [...rows, ...Array.from({ length: edit.count }, (_, i) => [`${edit.prefix}${i}`, edit.value])];
    case 'reverse':
      return rows.toReversed();
    case 'sort':
      return rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    case 'scale':
      return rows.map(([symbol, value]) => [symbol!, Number(value) * edit.by]);
    case 'shift':
      return rows.map(([symbol, value]) => [symbol!, Number(value) + edit.by]);
    case 'insert_column':
      return rows.map((row) => row.toSpliced(edit.at, 0, asValue(edit.value)));
    case 'columns':
      return rows.map((row) => edit.order.map((place) => row[place]!));
    default:
      return rows.map(([symbol, ...values]) => [respell(String(symbol), edit, universe), ...values]);
  }
}

function editRow(rows: Row[], at: At, change: (row: Row) => Row): Row[] {
  const target = typeof at === 'number' ? at : rows.findIndex(([symbol]) => symbol === at);
  return rows.with(target, change(rows[target]!));
}

function respell(
  symbol: string,
  edit: Extract<Edit, { op: 'case' | 'affix' | 'ucid' }>,
  { symbols, ucids }: CaseUniverse,
): string {
  if (edit.op === 'affix') return `${symbol}${edit.after}`;
  if (edit.op === 'case') return edit.to === 'lower' ? symbol.toLowerCase() : symbol.toUpperCase();
  return ucids[symbols.indexOf(symbol)]!;
}

/** The words that stand for numbers JSON cannot hold. */
function asValue(cell: Cell): Cell {
  return cell === 'NaN' || cell === 'Infinity' || cell === '-Infinity' ? Number(cell) : cell;
}

/** The rows of a case as a table, without a file in between. */
export function caseTable(recipe: Recipe, universe: CaseUniverse): Table {
  const rows = caseRows(recipe, universe);
  const columns = recipe.header.map(
    (name, place) => [name, asColumn(rows.map((row) => row[place]!))] as const,
  );
  return { rows: rows.length, columns: new Map(columns) };
}

function asColumn(cells: Cell[]): Column {
  const numbers = cells.length > 0 && cells.every((cell) => typeof cell === 'number');
  if (numbers) return { kind: 'number', values: Float64Array.from(cells as number[]) };
  return { kind: 'text', values: cells.map((cell) => (cell === null ? null : String(cell))) };
}

/** The file of a case. */
export function caseCsv(of: SubmissionCase, universe: CaseUniverse): Uint8Array {
  return new TextEncoder().encode(of.csv_text ?? csvText(of, universe));
}

function csvText({ table, csv_options: options = {} }: SubmissionCase, universe: CaseUniverse): string {
  const { eol = '\n', delimiter = ',' } = options;
  const rows = caseRows(table!, universe);
  const numbered = options.row_number_column ? rows.map((row, i) => [i, ...row]) : rows;
  const header = options.row_number_column ? ['', ...table!.header] : [...table!.header];
  const lines = options.no_header ? numbered : [header, ...numbered];
  const text = lines.map((cells) => cells.map((cell) => cellText(cell, options)).join(delimiter)).join(eol);
  return `${options.bom ? '\ufeff' : ''}${text}${options.final_newline === false ? '' : eol}`;
}

function cellText(cell: Cell, { quote }: CsvOptions): string {
  const text = cell === null || Number.isNaN(cell) ? '' : String(cell).replace('Infinity', 'inf');
  return quote ? `"${text}"` : text;
}

/** Our verdict in the terms of the official one. */
export function comparableVerdict({
  accepted,
  reason,
  acceptedCount,
  invalidSymbols,
}: Verdict): ExpectedVerdict {
  if (!accepted) return { verdict: 'rejected', message: reason! };
  const listed = invalidSymbols.length > 12 ? invalidSymbols.slice(0, 5) : invalidSymbols;
  return {
    verdict: 'accepted',
    accepted_count: acceptedCount!,
    invalid_count: invalidSymbols.length,
    invalid_tickers: listed,
  };
}
