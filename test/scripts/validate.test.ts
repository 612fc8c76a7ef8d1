import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { validate } from '../../scripts/commands/validate.ts';
import { readSubmission } from '../../scripts/readSubmission.ts';
import { createTerminal } from '../../scripts/terminal.ts';
import { writeParquet } from '../../shared/adapters/parquet.ts';
import official from '../golden/numerai-acceptance/cases.json' with { type: 'json' };
import asPandasReads from '../golden/submissions/expected.json' with { type: 'json' };
import { inventedSymbols, inventedUcids } from '../support/inventedUniverse.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { caseCsv, caseTable, comparableVerdict, type SubmissionCase } from '../support/submissionCases.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();
const nobody = { write: () => true };
const terminal = createTerminal({ json: true, stdout: nobody, stderr: nobody, env: {} });
const universe = { symbols: inventedSymbols(), ucids: inventedUcids() };
const cases = official.cases as unknown as SubmissionCase[];
const submissions = resolve(import.meta.dirname, '../golden/submissions');

function universeIn(cwd: string, symbols: readonly string[]): string {
  const path = join(cwd, 'universe.csv');
  writeFileSync(path, ['symbol', ...symbols].join('\n'));
  return path;
}

async function judged(bytes: Uint8Array, name: string) {
  const cwd = folder();
  writeFileSync(join(cwd, name), bytes);
  const options = { universe: universeIn(cwd, universe.symbols), submission: join(cwd, name) };
  const { document, exitCode } = await validate(options, terminal);
  return { verdict: document as Parameters<typeof comparableVerdict>[0], exitCode };
}

describe("validate gives Numerai's verdict", () => {
  it.each(cases)('on the CSV file $id: $why', async (one) => {
    const { verdict, exitCode } = await judged(caseCsv(one, universe), 'submission.csv');
    expect(exitCode).toBe(verdict.accepted ? 0 : 1);
    if (one.expect.verdict === 'exception') expect(verdict.accepted).toBe(false);
    else expect(one.expect).toMatchObject(comparableVerdict(verdict));
  });

  const asTables = cases.filter((one) => one.table && !one.csv_options && !one.csv_text);
  it.each(asTables)('on the Parquet file $id: $why', async (one) => {
    const bytes = await writeParquet(caseTable(one.table!, universe));
    const { verdict } = await judged(bytes, 'submission.parquet');
    const expected = one.expect_as_table ?? one.expect;
    if (expected.verdict === 'exception') expect(verdict.accepted).toBe(false);
    else expect(expected).toMatchObject(comparableVerdict(verdict));
  });
});

describe('a Parquet file from pandas', () => {
  it.each(Object.entries(asPandasReads))('%s has the columns that pandas reads', async (name, expected) => {
    const table = await readSubmission(readFileSync(join(submissions, `${name}.parquet`)));
    expect({ columns: [...table.columns.keys()], rows: table.rows }).toEqual(expected);
  });

  it('written after a filter is accepted: its row numbers are no column', async () => {
    const cwd = folder();
    const symbols = Array.from({ length: 120 }, (_, i) => `T${i}`);
    const options = { universe: universeIn(cwd, symbols), submission: join(submissions, 'filtered.parquet') };
    const { document } = await validate(options, terminal);
    expect(document).toEqual({ accepted: true, reason: null, acceptedCount: 108, invalidSymbols: [] });
  });
});

describe('the command', () => {
  const good = [
    'symbol,prediction',
    ...universe.symbols.map((symbol, i) => `${symbol},${(i + 0.5) / 300}`),
  ].join('\n');

  async function validated(submission: string | Uint8Array, args: string[] = ['--json']) {
    const cwd = folder();
    writeFileSync(join(cwd, 's.csv'), submission);
    universeIn(cwd, universe.symbols);
    return runCli(['validate', '--universe', 'universe.csv', '--submission', 's.csv', ...args], { cwd });
  }

  it('prints the verdict on stdout and ends with 0 or 1', async () => {
    const accepted = await validated(good);
    expect(accepted.code).toBe(0);
    expect(documentOf(accepted)).toEqual({
      accepted: true,
      reason: null,
      acceptedCount: 300,
      invalidSymbols: [],
    });
    const rejected = await validated(good.replace('prediction', 'Prediction'));
    expect(rejected.code).toBe(1);
    expect(documentOf(rejected)).toMatchObject({
      accepted: false,
      reason: expect.stringMatching(/^invalid_submission_headers: /),
      acceptedCount: null,
    });
  });

  it('tells people in a sentence, with the symbols that would be dropped', async () => {
    const { code, stdout } = await validated(`${good}\nGONE,0.5`, []);
    expect(code).toBe(0);
    expect(stdout).toBe(
      'ACCEPTED  300 of 300 tokens of the universe\n1 symbols are not in the universe and would be dropped: GONE\n',
    );
  });

  it.each([
    ['an empty file', '', 'file_empty'],
    ['a web page', '<html>no</html>', 'not_a_table'],
    ['half a Parquet file', 'PAR1PAR', 'file_damaged'],
    ['bytes that mean nothing', new Uint8Array([0, 255, 1, 254, 10, 0]), 'csv_encoding'],
  ])('does not accept %s', async (_, content, code) => {
    const end = await validated(content);
    expect(end.code).toBe(1);
    expect(documentOf(end)).toMatchObject({ accepted: false, reason: expect.stringMatching(`^${code}: `) });
  });

  it.each([
    ['a submission that is not there', { submission: 'gone.csv' }, 'file_unreadable'],
    ['a universe that is not there', { universe: 'gone.csv' }, 'file_unreadable'],
    ['a universe without symbols', { universe: 'other.csv' }, 'missing_column'],
    ['a universe that is no table', { universe: 'page.html' }, 'not_a_table'],
  ])('takes %s for wrong usage', async (_, wrong, code) => {
    const cwd = folder();
    universeIn(cwd, universe.symbols);
    writeFileSync(join(cwd, 's.csv'), good);
    writeFileSync(join(cwd, 'other.csv'), 'ticker\nBTC\n');
    writeFileSync(join(cwd, 'page.html'), '<html></html>');
    const files = Object.entries({ universe: 'universe.csv', submission: 's.csv', ...wrong });
    const args = files.flatMap(([name, path]) => [`--${name}`, path]);
    const end = await runCli(['validate', ...args, '--json'], { cwd });
    expect(end.code).toBe(2);
    expect(documentOf(end)).toMatchObject({ error: { code } });
  });
});
