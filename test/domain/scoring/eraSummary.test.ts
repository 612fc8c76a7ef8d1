import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { eraSummary } from '../../../shared/domain/scoring/eraSummary.ts';
import { numeraiCorr } from '../../../shared/domain/scoring/numeraiCorr.ts';
import { expectClose, frameOf, scoringCases, seriesOf } from '../../support/scoringCases.ts';
import { describeSharedData } from '../../support/sharedData.ts';

type Official = Record<string, number> & { corr: unknown };
const official = (folder: string) => scoringCases(folder, 'era_summary')[0]!.result as Official;

function expectSummary(scores: Float64Array, expected: Official): void {
  const summary = eraSummary(scores);
  const pairs: [number, string][] = [
    [summary.mean, 'mean'],
    [summary.std, 'std_ddof0'],
    [summary.sampleStd, 'std_ddof1'],
    [summary.sharpe, 'sharpe_ratio'],
    [summary.sum, 'sum'],
    [summary.maxDrawdown, 'max_drawdown'],
    [summary.min, 'min'],
    [summary.max, 'max'],
    [summary.hitRate, 'hit_rate'],
    [summary.autocorrelation, 'autocorr_lag1'],
    [summary.skew, 'skew'],
    [summary.kurtosis, 'kurtosis'],
  ];
  const names = pairs.map(([, name]) => expected[name]!);
  expectClose(
    pairs.map(([value]) => value),
    names,
  );
}

describe('eraSummary', () => {
  it('equals numerai-tools and pandas on 24 eras', () => {
    const expected = official(join(import.meta.dirname, '../../golden/scoring'));
    expectSummary(seriesOf(expected.corr).values, expected);
  });

  it('leaves out a date without a score', () => {
    const known = eraSummary(Float64Array.of(0.1, -0.2, 0.3, 0.05));
    expect(eraSummary(Float64Array.of(Number.NaN, 0.1, -0.2, Number.NaN, 0.3, 0.05))).toEqual(known);
  });

  it('measures the drawdown from the first date on, not from 0', () => {
    expect(eraSummary(Float64Array.of(-1, -1, 3, -0.5)).maxDrawdown).toBe(1);
    expect(eraSummary(Float64Array.of(1, 2, 3)).maxDrawdown).toBe(0);
  });

  it('of one date has no spread, of none nothing', () => {
    expect(eraSummary(Float64Array.of(0.25))).toMatchObject({
      mean: 0.25,
      std: 0,
      sampleStd: Number.NaN,
      sharpe: Infinity,
      maxDrawdown: 0,
      autocorrelation: Number.NaN,
      skew: Number.NaN,
      kurtosis: Number.NaN,
    });
    expect(eraSummary(new Float64Array(0))).toMatchObject({
      mean: Number.NaN,
      std: Number.NaN,
      sharpe: Number.NaN,
      sum: 0,
      maxDrawdown: Number.NaN,
      min: Number.NaN,
      hitRate: Number.NaN,
    });
  });

  it('of a constant has neither skew nor kurtosis, as pandas says: 0', () => {
    expect(eraSummary(Float64Array.of(2, 2, 2, 2))).toMatchObject({ std: 0, skew: 0, kurtosis: 0 });
  });
});

describeSharedData('24 eras from predictions to summary', (folder) => {
  it('equal numerai-tools', () => {
    const [{ eras }] = scoringCases(`${folder}/scoring`, 'era_summary') as unknown as [{ eras: Era[] }];
    const scores = eras.map(({ predictions, targets }) =>
      numeraiCorr(frameOf(predictions), seriesOf(targets)).get('p'),
    );
    const expected = official(`${folder}/scoring`);
    expectClose(scores as number[], [...seriesOf(expected.corr).values]);
    expectSummary(Float64Array.from(scores as number[]), expected);
  });
});

interface Era {
  readonly predictions: unknown;
  readonly targets: unknown;
}
