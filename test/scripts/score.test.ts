import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { writeParquet } from '../../shared/adapters/parquet.ts';
import { columnTable } from '../support/columnTable.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { expectClose, frameOf, type ScoringCase, seriesOf } from '../support/scoringCases.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();

const golden = (group: string, name: string): ScoringCase => {
  const file = join(import.meta.dirname, `../golden/scoring/${group}.json`);
  return JSON.parse(readFileSync(file, 'utf8')).cases.find((one: ScoringCase) => one.name === name);
};

function csv(path: string, header: string, rows: readonly (readonly unknown[])[]): string {
  writeFileSync(path, [header, ...rows.map((row) => row.join(','))].join('\n'));
  return path;
}

/** An official MMC case as three files of one date. */
async function official(cwd: string) {
  const { args, result } = golden('correlation_contribution', 'index-mismatch');
  const { ids, columns } = frameOf(args[0]);
  const [predicted] = [...columns.values()];
  const [metaModel, targets] = [seriesOf(args[1]), seriesOf(args[2])];
  const rows = (names: typeof ids, values: Float64Array) =>
    Array.from(names as string[], (id, row) => [id, '2026-05-20', values[row]]);
  csv(join(cwd, 'p.csv'), 'symbol,date,prediction', rows(ids, predicted!));
  csv(join(cwd, 'm.csv'), 'symbol,date,prediction', rows(metaModel.ids, metaModel.values));
  const table = columnTable({
    symbol: Array.from(targets.ids as string[]),
    date: Array.from(targets.ids as string[], () => new Date('2026-05-20T00:00:00Z')),
    target: [...targets.values],
  });
  writeFileSync(join(cwd, 't.parquet'), await writeParquet(table));
  return { mmc: seriesOf(result).values[0]! };
}

const FILES = ['--predictions', 'p.csv', '--targets', 't.parquet'];

describe('score', () => {
  it('prints one document with the official MMC, from CSV and Parquet', async () => {
    const cwd = folder();
    const { mmc } = await official(cwd);
    const end = await runCli(['score', ...FILES, '--meta-model', 'm.csv', '--json'], { cwd });
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 0, stderr: '' });
    const document = documentOf(end) as { dates: { mmc: number; corr: number }[] };
    const corr = document.dates[0]!.corr;
    expectClose([document.dates[0]!.mmc], [mmc]);
    expect(document).toEqual({
      dates: [{ date: '2026-05-20', corr, mmc: document.dates[0]!.mmc, n: 102 }],
      summary: {
        corr: { mean: corr, std: 0, sharpe: null, maxDrawdown: 0 },
        mmc: { mean: document.dates[0]!.mmc, std: 0, sharpe: null, maxDrawdown: 0 },
      },
    });
  });

  it('has null for the MMC without a Meta Model and for the CORR of a constant', async () => {
    const cwd = folder();
    const rows = (value: (token: number, day: number) => unknown) =>
      [1, 2].flatMap((day) =>
        Array.from({ length: 10 }, (_, token) => [`T${token}`, `2026-01-0${day}`, value(token, day)]),
      );
    csv(
      join(cwd, 'p.csv'),
      'symbol,date,prediction',
      rows((token, day) => (day === 1 ? 0.5 : token)),
    );
    csv(
      join(cwd, 't.csv'),
      'symbol,date,target',
      rows((token) => token),
    );
    const files = ['--predictions', 'p.csv', '--targets', 't.csv'];
    const document = documentOf(await runCli(['score', ...files, '--json'], { cwd }));
    expect(document).toMatchObject({
      dates: [
        { date: '2026-01-01', corr: null, mmc: null, n: 10 },
        { date: '2026-01-02', corr: expect.closeTo(0.99, 1), mmc: null, n: 10 },
      ],
      summary: { corr: { mean: expect.closeTo(0.99, 1), std: 0 }, mmc: null },
    });
  });

  it('shows people the last dates and the summary, and says apart what was not scored', async () => {
    const cwd = folder();
    const days = Array.from({ length: 12 }, (_, day) => `2026-03-${String(day + 1).padStart(2, '0')}`);
    const rows = (dates: readonly string[], value: (token: number, day: number) => number) =>
      dates.flatMap((date, day) =>
        Array.from({ length: 10 }, (_, token) => [`T${token}`, date, value(token, day)]),
      );
    csv(
      join(cwd, 'p.csv'),
      'symbol,date,prediction',
      rows(days, (token, day) => (token * 3 + day) % 7),
    );
    csv(
      join(cwd, 't.csv'),
      'symbol,date,target',
      rows(days.slice(0, 11), (token) => (token % 5) / 4),
    );
    const files = ['--predictions', 'p.csv', '--targets', 't.csv'];
    const { code, stdout, stderr } = await runCli(['score', ...files], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^11 dates scored\n\ndate +corr +tokens\n…\n2026-03-02 +-?0\.\d{4} +10\n/);
    expect(stdout).toMatch(/2026-03-11 .*\n\n +mean +std +sharpe +max drawdown\ncorr( +-?\d+\.\d{4}){4}\n$/);
    expect(stderr).toMatch(/Not scored for want of predictions or targets: 2026-03-12\n$/);
  });

  it.each([
    ['a missing file', ['--predictions', 'gone.csv', '--targets', 'gone.csv'], 2, 'file_unreadable'],
    ['no targets', ['--predictions', 'p.csv'], 2, 'usage'],
    ['a file that is no table', ['--predictions', 'empty.csv', '--targets', 'empty.csv'], 1, 'file_empty'],
    [
      'too few tokens in common',
      ['--predictions', 'few.csv', '--targets', 't.parquet'],
      1,
      'too_few_common_ids',
    ],
  ])('ends with a typed error for %s', async (_, files, code, error) => {
    const cwd = folder();
    await official(cwd);
    writeFileSync(join(cwd, 'empty.csv'), '');
    csv(join(cwd, 'few.csv'), 'symbol,date,prediction', [['AED', '2026-05-20', 1]]);
    const end = await runCli(['score', ...files, '--json'], { cwd });
    expect(end.code).toBe(code);
    expect(documentOf(end)).toMatchObject({ error: { code: error } });
  });
});
