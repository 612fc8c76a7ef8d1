import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../shared/adapters/csv.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { trainingProfile } from '../../shared/models/trainingProfile.ts';

const features = ['a', 'b'];
const bytes = Buffer.from(JSON.stringify({ kind: 'linear', features, coefficients: [1, 0] }));

async function profileOf(csv: string) {
  return trainingProfile(
    { model: await readModel(bytes, 'model.json'), features },
    readCsv(Buffer.from(csv)),
  );
}

describe('trainingProfile', () => {
  it('is the share of missing cells, and the usual spread of the raw output on one date', async () => {
    // statistics.stdev of [1, 3], [10, 16] and [5, 9]: 1.414…, 4.243…, 2.828…; the median is the last.
    const rows = ['1,x,1,0', '1,x,3,0', '2,x,10,0', '2,x,16,0', '3,x,5,0', '3,x,9,0', '4,x,7,'];
    const profile = await profileOf(['date,symbol,a,b', ...rows].join('\n'));
    expect(profile).toEqual({ rows: 7, missingShare: expect.closeTo(1 / 14, 12), rawSpread: Math.sqrt(8) });
  });

  it('takes all rows together where there are no dates', async () => {
    expect(await profileOf('a,b\n1,1\n2,1\n3,1\n')).toEqual({ rows: 3, missingShare: 0, rawSpread: 1 });
  });

  it('has no spread where no date has two outputs, and none at all without rows', async () => {
    expect(await profileOf('date,a,b\n1,1,1\n2,5,1\n')).toEqual({ rows: 2, missingShare: 0 });
    expect(await profileOf('date,a,b\n')).toBeUndefined();
  });

  it('is of the newest 20 days, wherever they are in the table', async () => {
    const day = (n: number) => `2026-05-${String(n).padStart(2, '0')}`;
    // On the first five of 25 days nothing was known of a, and it spread a hundred times as far before.
    const rows = Array.from({ length: 25 }, (_, i) =>
      i < 5 ? [`${day(i + 1)},,1`, `${day(i + 1)},900,`] : [`${day(i + 1)},1,0`, `${day(i + 1)},3,0`],
    ).flat();
    const expected = { rows: 40, missingShare: 0, rawSpread: Math.sqrt(2) };
    expect(await profileOf(['date,a,b', ...rows].join('\n'))).toEqual(expected);
    expect(await profileOf(['date,a,b', ...rows.toReversed()].join('\n'))).toEqual(expected);
  });

  it('names the features that no day, old or new, has a value of', async () => {
    expect(await profileOf('date,a,b\n1,1,\n2,2,\n')).toMatchObject({
      missingShare: 0.5,
      emptyFeatures: ['b'],
    });
    const old = ['date,a,b', '0,1,1', ...Array.from({ length: 20 }, (_, i) => `${i + 1},1,`)].join('\n');
    expect(await profileOf(old)).toEqual({ rows: 20, missingShare: 0.5 });
  });

  it('refuses a table that lacks a feature', async () => {
    await expect(profileOf('date,a\n1,1\n')).rejects.toMatchObject({ code: 'missing_features' });
  });
});
