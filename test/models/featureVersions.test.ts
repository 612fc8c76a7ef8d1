import { describe, expect, it } from '@jest/globals';
import { featureMetadata, readFeatureMetadata } from '../../shared/models/featureMetadata.ts';
import { verifyFeatureVersions } from '../../shared/models/featureVersions.ts';
import { refuseUnknownFeatures } from '../../shared/models/knownFeatures.ts';

const current = new Map([
  ['rsi_14d', '1'],
  ['range_5d', '2'],
]);

describe('verifyFeatureVersions', () => {
  it('lets pass what is computed as in training, and what is not computed here', () => {
    const features = [{ name: 'rsi_14d', version: '1' }, { name: 'feature_close_avg_20d' }];
    expect(() => verifyFeatureVersions(features, current)).not.toThrow();
  });

  it('refuses what is computed in another way, or not any more', () => {
    const features = ['rsi_14d', 'range_5d', 'gone_1d'].map((name) => ({ name, version: '1' }));
    expect(() => verifyFeatureVersions(features, current)).toThrow(
      expect.objectContaining({
        code: 'feature_version_mismatch',
        message:
          '2 of 3 features are not computed as in training: range_5d was 1, now 2; gone_1d was 1, now unknown',
      }),
    );
  });

  it('names five and counts the rest', () => {
    const features = Array.from({ length: 7 }, (_, i) => ({ name: `f${i}`, version: '1' }));
    expect(() => verifyFeatureVersions(features, current)).toThrow(/f4 was 1, now unknown and 2 more$/);
  });
});

describe('the metadata of a training table', () => {
  it('says the versions that were written', () => {
    const written = featureMetadata([
      { name: 'rsi_14d', version: '1' },
      { name: 'range_5d', version: '2' },
    ]);
    expect(readFeatureMetadata(written)).toEqual(current);
    expect(readFeatureMetadata(undefined)).toEqual(new Map());
  });

  it.each(['', '{', '{"format":2,"features":[]}', '{"format":1,"features":[{"name":"a"}]}'])(
    'refuses %s',
    (text) => {
      expect(() => readFeatureMetadata(text)).toThrow(expect.objectContaining({ code: 'file_damaged' }));
    },
  );
});

describe('refuseUnknownFeatures', () => {
  const source = (label: string, start: string, ...names: string[]) => {
    return { label, claims: (name: string) => name.startsWith(start), names };
  };
  const sources = [
    source('the live file', 'feature_', 'feature_rsi_20d'),
    source('the catalogue', '', 'rsi_14d'),
  ];

  it('finds each in the first source that claims its name', () => {
    expect(() => refuseUnknownFeatures(['feature_rsi_20d', 'rsi_14d'], sources)).not.toThrow();
    expect(() => refuseUnknownFeatures(['anything'], [])).not.toThrow();
  });

  it('says which source lacks what, with the nearest names there', () => {
    expect(() => refuseUnknownFeatures(['feature_rsi_14d', 'rsi_14d'], sources)).toThrow(
      expect.objectContaining({
        code: 'unknown_features',
        message:
          "the live file lacks 1 of the model's 2 features: feature_rsi_14d (nearest: feature_rsi_20d)",
      }),
    );
    expect(() => refuseUnknownFeatures(['feature_rsi_20d', 'rsi_15d'], sources)).toThrow(
      /^the catalogue lacks .* rsi_15d \(nearest: rsi_14d\)$/,
    );
  });
});
