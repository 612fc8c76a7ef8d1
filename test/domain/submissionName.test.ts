import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSubmissionName, submissionBaseName } from '../../shared/domain/submissionName.ts';

const sha256 = '1a2b3c4d5e6f708192a3b4c5d6e7f80912a3b4c5d6e7f80912a3b4c5d6e7f809';

describe('submissionBaseName', () => {
  it('says round, slot, candidate and the beginning of the content hash', () => {
    const name = submissionBaseName({ round: 812, slot: 'mymodel', candidate: 'base', sha256 });
    expect(name).toBe('r812-mymodel-base-1a2b3c4d');
  });
});

describe('parseSubmissionName', () => {
  it.each([
    ['as Numerai stores it', 'r812-mymodel-base-1a2b3c4d-Ab3dE6gH9jK2.parquet', 'base'],
    ['as it was sent', 'r812-mymodel-base-1a2b3c4d.csv', 'base'],
    [
      'with hyphens and dots in the candidate',
      'r812-mymodel-base-2026-10-01.v2-1a2b3c4d.csv',
      'base-2026-10-01.v2',
    ],
    [
      'with something like a hash in the candidate',
      'r812-mymodel-base-00000000-1a2b3c4d.csv',
      'base-00000000',
    ],
    [
      'with something like the addition in the candidate',
      'r812-mymodel-aaaaaaaaaaaa-1a2b3c4d.csv',
      'aaaaaaaaaaaa',
    ],
  ])('reads a name %s', (_, filename, candidate) => {
    expect(parseSubmissionName(filename, 'mymodel')).toEqual({ round: 812, candidate });
  });

  it.each([
    ['another file', 'predictions-Ab3dE6gH9jK2.csv'],
    ["another slot's", 'r812-other-base-1a2b3c4d.csv'],
    ['a slot whose name only begins alike', 'r812-mymodels-base-1a2b3c4d.csv'],
    ['no candidate', 'r812-mymodel-1a2b3c4d.csv'],
    ['an empty candidate', 'r812-mymodel--1a2b3c4d.csv'],
    ['no round', 'r-mymodel-base-1a2b3c4d.csv'],
    ['a hash of seven digits', 'r812-mymodel-base-1a2b3c4.csv'],
    ['a hash of other letters', 'r812-mymodel-base-1a2b3c4g.csv'],
    [
      'an addition of more characters than any name takes',
      `r812-mymodel-base-1a2b3c4d-${'A'.repeat(33)}.csv`,
    ],
    ['an addition of other characters', 'r812-mymodel-base-1a2b3c4d-Ab3dE6gH_jK2.csv'],
    ['another extension', 'r812-mymodel-base-1a2b3c4d.json'],
    ['no extension', 'r812-mymodel-base-1a2b3c4d'],
    ['something before', 'x-r812-mymodel-base-1a2b3c4d.csv'],
    ['a leading zero', 'r0812-mymodel-base-1a2b3c4d.csv'],
    ['nothing', ''],
  ])('takes a name with %s for foreign', (_, filename) => {
    expect(parseSubmissionName(filename, 'mymodel')).toBeUndefined();
  });

  it('does not take the dots of a slot for wildcards', () => {
    expect(parseSubmissionName('r812-myXmodel-base-1a2b3c4d.csv', 'my.model')).toBeUndefined();
  });

  it('reads back what was written, with and without the addition', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
    const parts = fc.record({ round: fc.nat(), slot: name, candidate: name, sha256: hexadecimal(64) });
    const addition = fc.option(fc.stringMatching(/^-[A-Za-z0-9]{12}$/), { nil: '' });
    fc.assert(
      fc.property(parts, addition, fc.constantFrom('.parquet', '.csv'), (of, added, extension) => {
        const filename = `${submissionBaseName(of)}${added}${extension}`;
        const { round, candidate } = of;
        expect(parseSubmissionName(filename, of.slot)).toEqual({ round, candidate });
      }),
    );
  });
});

function hexadecimal(length: number): fc.Arbitrary<string> {
  const digit = fc.constantFrom(...'0123456789abcdef');
  return fc.array(digit, { minLength: length, maxLength: length }).map((digits) => digits.join(''));
}
