import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { log32, nextDown32 } from '../../shared/models/float32.ts';

describe('nextDown32', () => {
  it('turns "less than" into "at most" for every float32', () => {
    const value = fc.float({ noNaN: true });
    fc.assert(
      fc.property(value, value, (x, t) => {
        fc.pre(t !== -Infinity);
        expect(x <= nextDown32(t)).toBe(x < t);
      }),
    );
  });

  it('is right where the sign changes and at the ends', () => {
    expect([0, -0, 1, -1, 2 ** -149, Infinity, -3.4028234663852886e38].map(nextDown32)).toEqual([
      -(2 ** -149),
      -(2 ** -149),
      1 - 2 ** -24,
      -1 - 2 ** -23,
      0,
      3.4028234663852886e38,
      -Infinity,
    ]);
  });
});

describe('log32', () => {
  it('gives the float32 that C gives, also where it is not the nearest', () => {
    // logf of glibc 2.36; a million more were compared when this was written.
    const pairs = [
      [1.535464882850647, 0.4288331866264343],
      [2.851391077041626, 1.047806978225708],
      [0.4324788451194763, -0.8382218480110168],
      [2.8459484577178955, 1.0458964109420776],
      [0.6097246408462524, -0.4947478473186493],
      [1.013562560081482, 0.013471412472426891],
      [0.8898102045059204, -0.11674709618091583],
    ] as const;
    for (const [value, log] of pairs) expect(log32(Math.fround(value))).toBe(Math.fround(log));
    expect(
      pairs.filter(([value, log]) => Math.fround(Math.log(Math.fround(value))) !== Math.fround(log)),
    ).toHaveLength(3);
  });

  it('is what a logarithm must be where there is none', () => {
    expect([0, -1, Infinity, NaN, 1].map(log32)).toEqual([-Infinity, NaN, Infinity, NaN, 0]);
  });
});
