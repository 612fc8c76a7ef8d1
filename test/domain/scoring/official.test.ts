import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ErrorCode } from '../../../shared/errorCatalogue.ts';
import { callOurs } from '../../support/officialFunctions.ts';
import { expectClose, flat, flatResult, type ScoringCase, scoringCases } from '../../support/scoringCases.ts';
import { describeSharedData } from '../../support/sharedData.ts';

const GROUPS = [
  'rank',
  'norm_ppf',
  'gaussian',
  'power',
  'tie_kept_rank__gaussianize__pow_1_5',
  'helpers',
  'filters',
  'correlations',
  'numerai_corr',
  'correlation_contribution',
  'neutralize',
  'feature_neutral_corr',
  'weights',
];
/** An array has no pandas index that could be unsorted; what takes ids sorts them or refuses. */
const ABOUT_AN_INDEX = ['unsorted-index', 'unsorted-refused'];

/** The library's refusals are assertions; ours say by code what is wrong. */
const REFUSALS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/nan-refused$/, 'values_missing'],
  [/index-refused$|index-mismatch-refused$/, 'ids_mismatch'],
  [/^too-|^refused$/, 'too_few_common_ids'],
  [/^p3\.0$/, 'power_distorts'],
];
const EXACT = { relative: 0, absolute: 0 };

function applicable(folder: string, group: string): ScoringCase[] {
  return scoringCases(folder, group).filter(({ name }) => !ABOUT_AN_INDEX.includes(name));
}

function check(one: ScoringCase): void {
  if (one.error !== undefined) {
    const code = REFUSALS.find(([name]) => name.test(one.name))?.[1];
    expect(() => callOurs(one)).toThrow(expect.objectContaining({ name: 'InputError', code }));
    return;
  }
  const ours = flat(callOurs(one));
  const labelled = ours.labels.length > 0 && one.function !== 'max_feature_correlation';
  const official =
    one.function === 'max_feature_correlation'
      ? featureAndValue(one.result)
      : flatResult(one.result, { labelled });
  expect(ours.labels).toEqual(official.labels);
  expectClose(ours.values, official.values, one.function.endsWith('rank') ? EXACT : {});
}

function featureAndValue(result: unknown) {
  const [feature, correlation] = result as [string, number];
  return { labels: [[feature]], values: [correlation] };
}

describe.each(GROUPS)('numerai-tools, some cases of %s', (group) => {
  it.each(applicable(join(import.meta.dirname, '../../golden/scoring'), group))('$name', check);
});

describeSharedData('numerai-tools, every case', (folder) => {
  describe.each(GROUPS)('%s', (group) => {
    it.each(applicable(`${folder}/scoring`, group))('$name', check);
  });
});
