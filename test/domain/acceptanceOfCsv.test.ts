import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { readCsv } from '../../shared/adapters/csv.ts';
import { acceptSubmission, type Verdict } from '../../shared/domain/acceptance.ts';
import { AppError } from '../../shared/errors.ts';
import official from '../golden/numerai-acceptance/cases.json' with { type: 'json' };
import { inventedSymbols, inventedUcids } from '../support/inventedUniverse.ts';
import { describeSharedData } from '../support/sharedData.ts';
import {
  type CaseUniverse,
  caseCsv,
  comparableVerdict,
  type SubmissionCase,
} from '../support/submissionCases.ts';

function judge(file: Uint8Array, { symbols }: CaseUniverse): Verdict {
  try {
    return acceptSubmission(symbols, readCsv(file, { leadingCells: 'index' }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { accepted: false, reason: error.code, acceptedCount: null, invalidSymbols: [] };
  }
}

function judgeFiles(cases: readonly SubmissionCase[], universe: CaseUniverse): void {
  const judged = cases.filter((one) => one.expect.verdict !== 'exception');
  it.each(judged)('$id: $why', (one) => {
    expect(one.expect).toMatchObject(comparableVerdict(judge(caseCsv(one, universe), universe)));
  });

  const crashing = cases.filter((one) => one.expect.verdict === 'exception');
  it.each(crashing)('$id: $why (the official validator raises, we reject)', (one) => {
    const { accepted, reason } = judge(caseCsv(one, universe), universe);
    expect({ accepted, reason }).toEqual({
      accepted: false,
      reason: expect.stringMatching(/text such as "abc"|^file_empty$/),
    });
  });

  it('are all 77 cases', () => expect(judged.length + crashing.length).toBe(77));
}

describe("Numerai's verdicts on CSV files over an invented universe", () => {
  judgeFiles(official.cases as unknown as SubmissionCase[], {
    symbols: inventedSymbols(),
    ucids: inventedUcids(),
  });
});

describeSharedData("Numerai's verdicts on CSV files over a real universe", (folder) => {
  const universe: { symbols: string[]; ucids: string[] } = { symbols: [], ucids: [] };
  it('reads the live file', async () => {
    const bytes = readFileSync(`${folder}/numerai/crypto-v2.0/live.parquet`);
    const live = await parquetReadObjects({
      file: new Uint8Array(bytes).buffer,
      columns: ['symbol', 'ucid'],
    });
    universe.symbols.push(...live.map((row) => String(row.symbol)));
    universe.ucids.push(...live.map((row) => String(row.ucid)));
    expect(universe.symbols).toHaveLength(300);
  });

  const { cases } = JSON.parse(readFileSync(`${folder}/numerai/validation-cases.json`, 'utf8'));
  judgeFiles(cases, universe);

  it("accepts Numerai's own example predictions whole", () => {
    const file = readFileSync(`${folder}/numerai/crypto-v2.0/live_example_preds.csv`);
    expect(judge(file, universe)).toEqual({
      accepted: true,
      reason: null,
      acceptedCount: 300,
      invalidSymbols: [],
    });
  });
});
