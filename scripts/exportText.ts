import type { FeatureExport } from '../shared/pipeline/features/exportFeatures.ts';
import type { Paint } from './terminal.ts';

/** So many columns without a number are named. */
const NAMED = 8;

interface Written {
  readonly output: string;
  readonly bytes: number;
  readonly seconds: number;
}

/** What `features export` prints with `--json`. */
export function exportDocument(
  { tally, numerai, choice }: FeatureExport,
  { output, bytes, seconds }: Written,
) {
  const { rows, first, last, days, rowsWithoutMarket, unresolved, filled } = tally;
  return {
    output,
    rows,
    from: first ?? null,
    to: last ?? null,
    days,
    columns: { numerai: numerai.length, market: choice.market.length, user: choice.user.length },
    rowsWithoutMarket,
    unresolved,
    emptyColumns: [...filled].flatMap(([name, count]) => (count === 0 ? name : [])),
    bytes,
    seconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: Math.round(rows / seconds),
  };
}

type ExportDocument = ReturnType<typeof exportDocument>;

export function exportText(document: ExportDocument, paint: Paint): string {
  const { output, rows, from, to, columns, seconds, rowsPerSecond, bytes } = document;
  const size = `${(bytes / 1e6).toFixed(1)} MB in ${seconds} s (${rowsPerSecond.toLocaleString('en')} rows a second)`;
  return [
    `${paint('bold', output)}: ${rows.toLocaleString('en')} rows, ${from} to ${to}, ${size}`,
    `Universe: ${universes(document)}`,
    `Columns: ${columns.numerai} of Numerai, ${columns.market} market features, ${columns.user} of your own tables`,
    ...warnings(document).map((line) => paint('yellow', line)),
    `Train on it, then: npm run -s autopilot -- model push model.txt --table ${output}`,
  ].join('\n');
}

function universes({ days }: ExportDocument): string {
  const told = {
    train: 'days of the training file',
    live: 'of kept live files',
    store: 'of the market store',
  };
  return (['train', 'live', 'store'] as const).map((source) => `${days[source]} ${told[source]}`).join(', ');
}

function warnings({ rows, rowsWithoutMarket, unresolved, emptyColumns }: ExportDocument): string[] {
  const { unknown, ambiguous, priceDisagrees } = unresolved;
  const open = unknown + ambiguous + priceDisagrees;
  const share = (count: number) => `${count} rows (${((100 * count) / rows).toFixed(1)} %)`;
  const named = emptyColumns.slice(0, NAMED).join(', ');
  return [
    rowsWithoutMarket > 0 && `${share(rowsWithoutMarket)} are of days without market data`,
    open > 0 &&
      `${share(open)} have a symbol of no certain token, and no market features: ${unknown} unknown that day, ${ambiguous} borne by several, ${priceDisagrees} with prices that contradict`,
    emptyColumns.length > 0 && `${emptyColumns.length} columns have not one number: ${named}`,
  ].filter((line) => line !== false);
}
