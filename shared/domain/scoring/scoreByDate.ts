import { InputError } from '../../errors.ts';
import type { Table } from '../table.ts';
import { correlationContribution } from './correlationContribution.ts';
import { type EraSummary, eraSummary } from './eraSummary.ts';
import { numeraiCorr } from './numeraiCorr.ts';
import { type DatedSeries, scoringDates } from './scoringDates.ts';
import type { Frame, Series } from './series.ts';

export interface DateScore {
  /** ISO day, or the text or number that stands for it; undefined when no table has dates. */
  readonly date: string | undefined;
  /** NaN when the predictions or the targets are constant. */
  readonly corr: number;
  /** undefined without a Meta Model; NaN when it is constant or has no value for this date. */
  readonly mmc: number | undefined;
  /** Tokens with a prediction and a target, which CORR is made of; MMC leaves out those without a Meta Model. */
  readonly n: number;
}

export interface ScoreReport {
  /** In the order of the dates. */
  readonly dates: readonly DateScore[];
  readonly corr: EraSummary;
  readonly mmc: EraSummary | undefined;
  /** Dates without a single prediction or without a single target, such as those not resolved yet. */
  readonly unscored: readonly string[];
}

const COLUMN = 'prediction';

/**
 * CORR and MMC of predictions, date by date, for any number of rows in any order. Each table has `symbol` (or all
 * have `id`), maybe `date`, and one column of numbers; a table without `date` is of the one date of the others.
 * Rows are paired by token and day. A missing value is a row without a partner, as in the official functions.
 *
 * @throws InputError `too_few_common_ids` when more than 20 % of a side's rows of a date have no partner,
 *   `ids_repeated`, `power_distorts`, `score_column_unclear`, `score_key_missing`, `score_dates_differ`
 * @see numerai/numerai-tools scoring.py `numerai_corr`, `correlation_contribution`
 */
export function scoreByDate(predictions: Table, targets: Table, metaModel?: Table): ScoreReport {
  const dates: DateScore[] = [];
  const unscored: string[] = [];
  for (const dated of scoringDates({ predictions, targets, metaModel })) {
    if (hasValues(dated.predictions) && hasValues(dated.targets)) dates.push(scoreOf(dated));
    else if (dated.date !== undefined) unscored.push(dated.date);
  }
  if (dates.length === 0) {
    throw new InputError('score_dates_differ', 'there is no date with both predictions and targets');
  }
  return {
    dates,
    corr: eraSummary(Float64Array.from(dates, ({ corr }) => corr)),
    mmc: metaModel && eraSummary(Float64Array.from(dates, ({ mmc }) => mmc!)),
    unscored,
  };
}

function scoreOf({ date, predictions, targets, metaModel }: DatedSeries): DateScore {
  const frame: Frame = { ids: predictions.ids, columns: new Map([[COLUMN, predictions.values]]) };
  try {
    const corr = numeraiCorr(frame, targets).get(COLUMN)!;
    return {
      date,
      corr,
      mmc: metaModel && mmcOf(frame, targets, metaModel),
      n: pairCount(predictions, targets),
    };
  } catch (error) {
    if (!(error instanceof InputError) || date === undefined) throw error;
    throw new InputError(error.code, `${date}: ${error.message}`, { cause: error, hint: error.hint });
  }
}

function mmcOf(predictions: Frame, targets: Series, metaModel: Series): number {
  if (!hasValues(metaModel)) return Number.NaN;
  return correlationContribution(predictions, { metaModel, targets }).get(COLUMN)!;
}

function hasValues({ values }: Series): boolean {
  return values.some((value) => !Number.isNaN(value));
}

/** Both in ascending order of ids. */
function pairCount(a: Series, b: Series): number {
  let pairs = 0;
  for (let i = 0, j = 0; i < a.ids.length && j < b.ids.length; ) {
    const [idA, idB] = [a.ids[i]!, b.ids[j]!];
    if (idA === idB && !Number.isNaN(a.values[i]!) && !Number.isNaN(b.values[j]!)) pairs++;
    if (idA <= idB) i++;
    if (idB <= idA) j++;
  }
  return pairs;
}
