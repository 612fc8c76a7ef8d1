import { type Column, type Table, textColumn, timeColumn } from '../../shared/domain/table.ts';
import { utcDay } from '../../shared/domain/utcDay.ts';
import { normal, seededRandom, shuffled } from './random.ts';

/** The `live_example_preds` of a live look-alike: `symbol`, `prediction`, unranked, around 0.5, some of them tied. */
export function lookalikeExamplePredictions(live: Table): Table {
  const random = seededRandom(`example predictions ${dayOf(live)}`);
  const values = Float64Array.from(
    { length: live.rows },
    () => 0.5 + Math.round(normal(random) * 400) / 10_000,
  );
  return { rows: live.rows, columns: new Map([symbolsOf(live), prediction(values)]) };
}

/** The `meta_model` of a live look-alike: `id` (the ucid as a number), `symbol`, `date`, ranked `prediction`. */
export function lookalikeMetaModel(live: Table): Table {
  const day = dayOf(live);
  const grid = Float64Array.from({ length: live.rows }, (_, i) => (i + 0.5) / live.rows);
  const columns: [string, Column][] = [
    ['id', { kind: 'number', values: Float64Array.from(textColumn(live, 'ucid'), Number) }],
    symbolsOf(live),
    ['date', { kind: 'text', values: Array(live.rows).fill(day) }],
    prediction(shuffled(grid, seededRandom(`meta model ${day}`))),
  ];
  return { rows: live.rows, columns: new Map(columns) };
}

function symbolsOf(live: Table): [string, Column] {
  return ['symbol', { kind: 'text', values: textColumn(live, 'symbol') }];
}

function prediction(values: Float64Array): [string, Column] {
  return ['prediction', { kind: 'number', values }];
}

function dayOf(live: Table): string {
  return utcDay(timeColumn(live, 'date')[0] ?? 0) ?? '';
}
