import { describe, expect, it } from '@jest/globals';
import { cityHash64 } from '../../shared/models/cityHash64.ts';

describe('cityHash64', () => {
  it('has the low 32 bits that CatBoost 1.2.10 writes as cat_features_hash, in every branch for length', () => {
    // By Python: ("0123456789" * 30)[:length], and one text beyond ASCII.
    const digits = '0123456789'.repeat(30);
    for (const [length, hash] of [
      [0, 797982799],
      [1, 2856682258],
      [2, 3384029119],
      [3, 2759216877],
      [4, 313949378],
      [7, 2285567266],
      [8, 868295947],
      [9, 250717821],
      [15, 681378595],
      [16, 3786010043],
      [17, 2321494199],
      [24, 947870285],
      [31, 3501228232],
      [32, 26486984],
      [33, 2274650959],
      [47, 2997996310],
      [63, 3633801351],
      [64, 3283331957],
      [65, 2589650735],
      [127, 2847736994],
      [128, 591712822],
      [129, 700105723],
      [192, 651274227],
      [193, 4144902280],
      [300, 1362617712],
    ] as const)
      expect([length, low32(digits.slice(0, length))]).toEqual([length, hash]);
    expect(low32('naïve 中 😀')).toBe(3511038134);
  });
});

function low32(text: string): number {
  return Number(BigInt.asUintN(32, cityHash64(new TextEncoder().encode(text))));
}
