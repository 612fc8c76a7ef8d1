import type { EraSummary } from '../../shared/domain/scoring/eraSummary.ts';
import { type DateScore, type ScoreReport, scoreByDate } from '../../shared/domain/scoring/scoreByDate.ts';
import type { CommandFunction } from '../invocation.ts';
import { readTableInput } from '../readTableInput.ts';
import { textTable } from '../textTable.ts';

interface ScoreOptions {
  readonly predictions: string;
  readonly targets: string;
  readonly metaModel?: string;
}

/** So many dates are shown to people. */
const SHOWN = 10;

/** CORR and MMC of predictions, date by date and in sum. */
export const score: CommandFunction<ScoreOptions> = async (options, { log, paint }) => {
  const predictions = await readTableInput(options.predictions, '--predictions');
  const targets = await readTableInput(options.targets, '--targets');
  const metaModel =
    options.metaModel === undefined ? undefined : await readTableInput(options.metaModel, '--meta-model');
  const report = scoreByDate(predictions, targets, metaModel);
  if (report.unscored.length > 0) log.warn(unscoredText(report.unscored));
  const title = paint('bold', `${report.dates.length} dates scored`);
  return { document: documentOf(report), text: [title, datesText(report), summaryText(report)].join('\n\n') };
};

/** What is not a number, such as the correlation of a constant, is null in JSON. */
function documentOf({ dates, corr, mmc }: ScoreReport) {
  return {
    dates: dates.map((one) => ({
      date: one.date ?? null,
      corr: finite(one.corr),
      mmc: finite(one.mmc),
      n: one.n,
    })),
    summary: { corr: summaryOf(corr), mmc: mmc ? summaryOf(mmc) : null },
  };
}

function summaryOf({ mean, std, sharpe, maxDrawdown }: EraSummary) {
  return {
    mean: finite(mean),
    std: finite(std),
    sharpe: finite(sharpe),
    maxDrawdown: finite(maxDrawdown),
  };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function unscoredText(dates: readonly string[]): string {
  const range = dates.length === 1 ? dates[0] : `${dates.length} dates, ${dates[0]} to ${dates.at(-1)}`;
  return `Not scored for want of predictions or targets: ${range}`;
}

function datesText({ dates, mmc }: ScoreReport): string {
  const row = (one: DateScore) => [
    one.date ?? '(no date)',
    ...[one.corr, ...(mmc ? [one.mmc] : [])].map(decimal),
    String(one.n),
  ];
  const earlier = dates.length > SHOWN ? [['…']] : [];
  const header = ['date', 'corr', ...(mmc ? ['mmc'] : []), 'tokens'];
  return textTable(header, [...earlier, ...dates.slice(-SHOWN).map(row)]);
}

function summaryText({ corr, mmc }: ScoreReport): string {
  const row = (name: string, { mean, std, sharpe, maxDrawdown }: EraSummary) => [
    name,
    ...[mean, std, sharpe, maxDrawdown].map(decimal),
  ];
  const rows = [row('corr', corr), ...(mmc ? [row('mmc', mmc)] : [])];
  return textTable(['', 'mean', 'std', 'sharpe', 'max drawdown'], rows);
}

/** Signed, so that the columns line up. */
function decimal(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '-';
  return `${value < 0 ? '' : ' '}${value.toFixed(4)}`;
}
