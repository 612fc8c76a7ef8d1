/** What rows are called: symbols as text, or numbers that stand for them in the same order. */
export type Ids = ArrayLike<string> | ArrayLike<number>;

/** One value per id; NaN is missing. */
export interface Series {
  readonly ids: Ids;
  readonly values: Float64Array;
}

/** Several named columns over the same ids, such as the predictions of several models; NaN is missing. */
export interface Frame {
  readonly ids: Ids;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

export type Indexed = Series | Frame;

/** The given rows, in the given order; a row may be taken twice. */
export function takeRows<T extends Indexed>(data: T, rows: ArrayLike<number>): T {
  if (isEveryRow(rows, data.ids.length)) return data;
  const ids = takeIds(data.ids, rows);
  if ('values' in data) return { ...data, ids, values: takeValues(data.values, rows) };
  return { ...data, ids, columns: mapColumns(data, (values) => takeValues(values, rows)).columns };
}

/** The frame with every column replaced. */
export function mapColumns(
  frame: Frame,
  change: (values: Float64Array, name: string) => Float64Array,
): Frame {
  const columns = [...frame.columns].map(([name, values]) => [name, change(values, name)] as const);
  return { ids: frame.ids, columns: new Map(columns) };
}

/** One number per column. */
export function scoreColumns(frame: Frame, score: (values: Float64Array) => number): Map<string, number> {
  return new Map([...frame.columns].map(([name, values]) => [name, score(values)]));
}

export function columnsOf(data: Indexed): readonly Float64Array[] {
  return 'values' in data ? [data.values] : [...data.columns.values()];
}

function isEveryRow(rows: ArrayLike<number>, length: number): boolean {
  if (rows.length !== length) return false;
  for (let row = 0; row < length; row++) if (rows[row] !== row) return false;
  return true;
}

function takeIds(ids: Ids, rows: ArrayLike<number>): Ids {
  if (ids instanceof Int32Array) return new Int32Array(rows.length).map((_, at) => ids[rows[at]!]!);
  return Array.from(rows, (row) => ids[row]!) as string[] | number[];
}

function takeValues(values: Float64Array, rows: ArrayLike<number>): Float64Array {
  return new Float64Array(rows.length).map((_, at) => values[rows[at]!]!);
}
