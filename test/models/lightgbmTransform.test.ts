import { describe, expect, it } from '@jest/globals';
import { lightgbmTransform } from '../../shared/models/lightgbmTransform.ts';

function transformed(objective: string | undefined, ...raw: number[]): number[] {
  const row = Float64Array.from(raw);
  lightgbmTransform(objective, raw.length)(row);
  return [...row];
}

describe('lightgbmTransform', () => {
  it('squares back, with its sign, what was trained on square roots', () => {
    expect(transformed('regression sqrt', -3)).toEqual([-9]);
    expect(transformed('regression', -3)).toEqual([-3]);
  });

  it('normalises classes with softmax, however large the scores, and leaves one-vs-all apart', () => {
    expect(transformed('multiclass num_class:3', 1000, 1000, -Infinity)).toEqual([0.5, 0.5, 0]);
    expect(transformed('multiclassova num_class:2 sigmoid:1', 0, 0)).toEqual([0.5, 0.5]);
  });

  it('takes the steepness of the sigmoid from the objective', () => {
    expect(transformed('binary sigmoid:0.5', 2)[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 15);
    expect(transformed('binary sigmoid:2', Infinity)).toEqual([1]);
  });

  it('changes nothing after an objective of the user’s own', () => {
    expect(transformed(undefined, 5)).toEqual([5]);
  });

  it('refuses parameters that are missing or do not fit', () => {
    expect(() => lightgbmTransform('binary', 1)).toThrow('lacks a sigmoid above 0');
    expect(() => lightgbmTransform('binary sigmoid:0', 1)).toThrow('lacks a sigmoid above 0');
    expect(() => lightgbmTransform('multiclass num_class:3', 4)).toThrow('has 3 classes, the trees have 4');
    expect(() => lightgbmTransform('xentropy', 1)).toThrow('the objective "xentropy" is not known');
  });
});
