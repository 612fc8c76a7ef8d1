import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scoreByDate } from '../../../shared/domain/scoring/scoreByDate.ts';
import type { Frame, Series } from '../../../shared/domain/scoring/series.ts';
import { columnTable } from '../../support/columnTable.ts';
import {
  expectClose,
  frameOf,
  type ScoringCase,
  scoringCases,
  seriesOf,
} from '../../support/scoringCases.ts';
import { describeSharedData } from '../../support/sharedData.ts';

const golden = join(import.meta.dirname, '../../golden/scoring');
const TOKENS = Array.from({ length: 20 }, (_, at) => `T${at}`);

interface Row {
  readonly date: string;
  readonly symbol: string;
  readonly value: number | null;
}

const tableOf = (rows: readonly Row[], column: string) =>
  columnTable({
    symbol: rows.map(({ symbol }) => symbol),
    date: rows.map(({ date }) => date),
    [column]: rows.map(({ value }) => value),
  });
/** Every token on every date, with a value made of both. */
const everyToken = (dates: readonly string[], value: (token: number, day: number) => number | null): Row[] =>
  dates.flatMap((date, day) => TOKENS.map((symbol, token) => ({ date, symbol, value: value(token, day) })));

const DAYS = ['2026-01-02', '2026-01-03', '2026-01-06'];
const guesses = everyToken(DAYS, (token, day) => (token * 7 + day * 3) % 11);
const truths = everyToken(DAYS, (token, day) => ((token * 3 + day) % 5) / 4);
const metas = everyToken(DAYS, (token, day) => (token * 5 + day) % 13);
const predictions = tableOf(guesses, 'prediction');
const targets = tableOf(truths, 'target');
const metaModel = tableOf(metas, 'meta_model');
const code = (expected: string) => expect.objectContaining({ code: expected });

/** Official cases of one column and without options, each as a date of its own. */
function asDates(cases: readonly ScoringCase[], sides: number) {
  const usable = cases.filter(
    (one) =>
      one.error === undefined && Object.keys(one.kwargs ?? {}).length === 0 && one.args.length === sides,
  );
  const single = usable.filter((one) => frameOf(one.args[0]).columns.size === 1);
  const rows = (at: number) =>
    single.flatMap(({ name, args }) => {
      const { ids, values } = at === 0 ? firstColumn(frameOf(args[0])) : seriesOf(args[at]);
      return Array.from(ids as string[], (symbol, row) => ({ date: name, symbol, value: values[row]! }));
    });
  const scores = new Map(single.map((one) => [one.name, seriesOf(one.result).values[0]!]));
  return { rows, scores };
}

function firstColumn({ ids, columns }: Frame): Series {
  return { ids, values: [...columns.values()][0]! };
}

function checkAgainstOfficial(folder: string): void {
  it('gives the CORR of numerai-tools for every date', () => {
    const { rows, scores } = asDates(scoringCases(folder, 'numerai_corr'), 2);
    const { dates } = scoreByDate(tableOf(rows(0), 'prediction'), tableOf(rows(1), 'target'));
    expect(dates.map(({ date }) => date)).toEqual([...scores.keys()].sort());
    expectClose(
      dates.map(({ corr }) => corr),
      dates.map(({ date }) => scores.get(date!)!),
    );
  });

  it('gives the MMC of numerai-tools for every date', () => {
    const { rows, scores } = asDates(scoringCases(folder, 'correlation_contribution'), 3);
    const tables = [
      tableOf(rows(0), 'prediction'),
      tableOf(rows(2), 'target'),
      tableOf(rows(1), 'mm'),
    ] as const;
    const { dates } = scoreByDate(...tables);
    expect(dates.length).toBeGreaterThan(2);
    expectClose(
      dates.map(({ mmc }) => mmc!),
      dates.map(({ date }) => scores.get(date!)!),
    );
  });
}

describe('scoreByDate, some official cases', () => checkAgainstOfficial(golden));
describeSharedData('scoreByDate, every official case', (folder) => checkAgainstOfficial(`${folder}/scoring`));

describe('scoreByDate', () => {
  const report = scoreByDate(predictions, targets, metaModel);

  it('does not depend on the order of the rows of any table', () => {
    const shuffled = (rows: readonly Row[]) =>
      fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length });
    fc.assert(
      fc.property(shuffled(guesses), shuffled(truths), shuffled(metas), (p, t, m) => {
        const mixed = scoreByDate(tableOf(p, 'prediction'), tableOf(t, 'target'), tableOf(m, 'meta_model'));
        expect(mixed).toEqual(report);
      }),
      { numRuns: 20 },
    );
  });

  it('counts the tokens with both values, and summarises the dates in their order', () => {
    expect(report.dates.map(({ date, n }) => [date, n])).toEqual(DAYS.map((day) => [day, 20]));
    const corrs = report.dates.map(({ corr }) => corr);
    expect(report.corr.mean).toBeCloseTo((corrs[0]! + corrs[1]! + corrs[2]!) / 3, 15);
    const gap = guesses.map((row) => (row.symbol === 'T3' ? { ...row, value: null } : row));
    expect(scoreByDate(tableOf(gap, 'prediction'), targets).dates.map(({ n }) => n)).toEqual([19, 19, 19]);
  });

  it('has no MMC without a Meta Model', () => {
    const { dates, mmc, corr } = scoreByDate(predictions, targets);
    expect(mmc).toBeUndefined();
    expect(dates.map((one) => one.mmc)).toEqual([undefined, undefined, undefined]);
    expect(corr).toEqual(report.corr);
  });

  it('has no MMC for a date that the Meta Model lacks, and leaves it out of the summary', () => {
    const partly = tableOf(metas.slice(TOKENS.length), 'meta_model');
    const { dates, mmc } = scoreByDate(predictions, targets, partly);
    expect(dates[0]!.mmc).toBeNaN();
    expect(dates.slice(1)).toEqual(report.dates.slice(1));
    expect(mmc!.mean).toBeCloseTo((report.dates[1]!.mmc! + report.dates[2]!.mmc!) / 2, 15);
  });

  it('leaves out dates without any prediction or any target, and names them', () => {
    const unresolved = truths.map((row) => (row.date === DAYS[2] ? { ...row, value: null } : row));
    const fewer = tableOf(guesses.slice(TOKENS.length), 'prediction');
    const { dates, unscored } = scoreByDate(fewer, tableOf(unresolved, 'target'));
    expect(dates.map(({ date }) => date)).toEqual([DAYS[1]]);
    expect(unscored).toEqual([DAYS[0], DAYS[2]]);
    const other = tableOf(
      everyToken(['2020-01-01'], (token) => token),
      'target',
    );
    expect(() => scoreByDate(predictions, other)).toThrow(code('score_dates_differ'));
  });

  it('refuses a date on which too few tokens meet, and names it', () => {
    const thin = guesses.filter(({ date, symbol }) => date !== DAYS[1] || Number(symbol.slice(1)) >= 5);
    expect(() => scoreByDate(tableOf(thin, 'prediction'), targets)).toThrow(
      '2026-01-03: 15 ids are in common of 20 and 15 rows, at least 80 % of each side are required',
    );
  });

  it('takes a timestamp, a date and ISO text for the same day', () => {
    const days = guesses.map(({ date }, row) => (row % 2 ? `${date}T00:00:00Z` : `${date} 23:59:59`));
    const times = columnTable({
      symbol: truths.map(({ symbol }) => symbol),
      date: truths.map(({ date }) => new Date(`${date}T12:00:00Z`)),
      target: truths.map(({ value }) => value),
    });
    const texts = columnTable({ ...plain(guesses), date: days });
    expect(scoreByDate(texts, times, metaModel)).toEqual(report);
  });

  it('sorts eras that are numbers as numbers', () => {
    const eras = (rows: readonly Row[]) =>
      columnTable({ ...plain(rows), date: rows.map(({ date }) => [10, 9, 100][DAYS.indexOf(date)]!) });
    const { dates } = scoreByDate(eras(guesses), eras(truths));
    expect(dates.map(({ date }) => date)).toEqual(['9', '10', '100']);
  });

  it('scores files without a date, alone or against files of one date', () => {
    const undated = (rows: readonly Row[]) => columnTable({ ...plain(rows.slice(0, TOKENS.length)) });
    const bare = scoreByDate(undated(guesses), undated(truths), undated(metas));
    expect(bare.dates).toEqual([{ ...report.dates[0], date: undefined }]);
    expect(bare.unscored).toEqual([]);
    const oneDate = tableOf(truths.slice(0, TOKENS.length), 'target');
    expect(scoreByDate(undated(guesses), oneDate).dates).toEqual([{ ...report.dates[0], mmc: undefined }]);
    expect(() => scoreByDate(undated(guesses), targets)).toThrow(
      'there is no column "date" in the predictions, the other tables have 3 dates',
    );
  });

  it('refuses a token twice on one date, and names both', () => {
    const twice = tableOf([...guesses, guesses[25]!], 'prediction');
    expect(() => scoreByDate(twice, targets)).toThrow(
      expect.objectContaining({ code: 'ids_repeated', message: '"T5" occurs more than once on 2026-01-03' }),
    );
  });

  it('refuses a row without a symbol or a date', () => {
    const nameless = columnTable({
      ...plain(guesses),
      symbol: guesses.map((_, row) => (row ? `T${row}` : null)),
    });
    expect(() => scoreByDate(nameless, targets)).toThrow('1 of 60 rows have no symbol in the predictions');
    const dates = truths.map(({ date }, row) => (row < 2 ? null : date));
    const undated = columnTable({ ...plain(truths), date: dates });
    expect(() => scoreByDate(predictions, undated)).toThrow(code('score_key_missing'));
  });

  it('joins by id where a table has no symbol, whether ids are text or numbers', () => {
    const ids = guesses.map(({ symbol }) => Number(symbol.slice(1)));
    const { date = [], value } = plain(guesses);
    const byNumber = columnTable({ id: ids, date, value });
    const both = columnTable({ ...plain(truths), id: ids.map(String) });
    expect(scoreByDate(byNumber, both).corr.mean).toBeCloseTo(report.corr.mean, 14);
    expect(() => scoreByDate(byNumber, targets)).toThrow(
      /^the table of the predictions has no column "symbol", nor have all tables a column "id"/,
    );
  });

  it('takes the one column of numbers, of several the one with the usual name, and no index of pandas', () => {
    const joined = columnTable({
      __index_level_0__: guesses.map((_, row) => row),
      'Unnamed: 0': guesses.map((_, row) => row),
      ...plain(guesses),
      value: guesses.map(() => 'text'),
      prediction: guesses.map(({ value }) => value),
      target: truths.map(({ value }) => value),
    });
    expect(scoreByDate(joined, joined, metaModel)).toEqual(report);
    const unclear = columnTable({ ...plain(guesses), other: guesses.map(({ value }) => value) });
    expect(() => scoreByDate(unclear, targets)).toThrow('one column of numbers and has value, other');
    const without = columnTable({ symbol: TOKENS, date: TOKENS });
    expect(() => scoreByDate(without, targets)).toThrow('has none; its columns are: symbol, date');
  });
});

function plain(rows: readonly Row[]) {
  return {
    symbol: rows.map(({ symbol }) => symbol),
    value: rows.map(({ value }) => value),
    ...(new Set(rows.map(({ date }) => date)).size > 1 ? { date: rows.map(({ date }) => date) } : {}),
  };
}
