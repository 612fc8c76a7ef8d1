import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correlationContribution } from '../../../shared/domain/scoring/correlationContribution.ts';
import { expectClose } from '../../support/scoringCases.ts';

const ids = (count: number) => Array.from({ length: count }, (_, at) => `T${String(at).padStart(4, '0')}`);

function mmc(
  { predictions, metaModel, targets }: Record<'predictions' | 'metaModel' | 'targets', readonly number[]>,
  topBottom?: number,
): number {
  const series = (values: readonly number[]) => ({
    ids: ids(values.length),
    values: Float64Array.from(values),
  });
  const frame = { ids: ids(predictions.length), columns: new Map([['p', Float64Array.from(predictions)]]) };
  const reference = { metaModel: series(metaModel), targets: series(targets) };
  return correlationContribution(frame, reference, topBottom).get('p')!;
}

const step = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
const rows = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -99, max: 99 }), step), {
  minLength: 10,
  maxLength: 60,
});
const sides = (drawn: readonly (readonly [number, number, number])[]) => ({
  predictions: drawn.map(([p]) => p),
  metaModel: drawn.map(([, m]) => m),
  targets: drawn.map(([, , t]) => t),
});
/** The Meta Model must not be constant. */
const usable = rows.filter((drawn) => new Set(drawn.map(([, m]) => m)).size > 1);

describe('correlationContribution', () => {
  it('is 0 for the Meta Model itself and for what orders the tokens alike', () => {
    fc.assert(
      fc.property(usable, (drawn) => {
        const { metaModel, targets } = sides(drawn);
        expectClose([mmc({ predictions: metaModel, metaModel, targets })], [0]);
        const alike = metaModel.map((m) => Math.exp(m / 10));
        expectClose([mmc({ predictions: alike, metaModel, targets })], [0]);
      }),
    );
  });

  it('looks at the order of predictions and Meta Model only', () => {
    fc.assert(
      fc.property(usable, (drawn) => {
        const { predictions, metaModel, targets } = sides(drawn);
        const stretched = {
          predictions: predictions.map((p) => p ** 3 + p),
          metaModel: metaModel.map((m) => 5 * m - 2),
          targets,
        };
        expect(mmc(stretched)).toBe(mmc({ predictions, metaModel, targets }));
      }),
    );
  });

  it('multiplies targets by 4 only when all lie in [0, 1], the ends included', () => {
    const day = sides([...Array(20).keys()].map((at) => [at % 7, (at * 3) % 11, (at % 5) / 4]));
    const inSteps = { ...day, targets: day.targets.map((t) => 4 * t) };
    expect(mmc(inSteps)).toBe(mmc(day));
    const beyond = { ...day, targets: day.targets.map((t) => (t === 1 ? 1 + 1e-15 : t)) };
    expectClose([mmc(beyond)], [mmc(day) / 4]);
  });

  it('is 0 for constant predictions and not a number for a constant Meta Model', () => {
    const day = sides([...Array(20).keys()].map((at) => [at % 7, (at * 3) % 11, (at % 5) / 4]));
    expect(mmc({ ...day, predictions: Array(20).fill(0.1) })).toBe(0);
    expect(mmc({ ...day, metaModel: Array(20).fill(0.1) })).toBeNaN();
  });

  it('refuses ends that overlap', () => {
    const day = sides([...Array(20).keys()].map((at) => [at % 7, (at * 3) % 11, (at % 5) / 4]));
    expectClose([mmc(day, 10)], [mmc(day)]);
    expect(() => mmc(day, 11)).toThrow(expect.objectContaining({ code: 'top_bottom_too_large' }));
  });
});
