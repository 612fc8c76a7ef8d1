import { describe, expect, it } from '@jest/globals';
import { camelCaseKeys, snakeCaseOperation } from '../../../shared/adapters/numerai/snakeCase.ts';

describe('snakeCaseOperation', () => {
  it('changes fields and arguments and leaves variables, types and the operation alone', () => {
    const text = 'query SubmissionStatus($modelId: ID!) { model(modelId: $modelId) { latestSubmissions } }';
    expect(snakeCaseOperation(text)).toBe(
      'query SubmissionStatus($modelId: ID!) { model(model_id: $modelId) { latest_submissions } }',
    );
  });

  it('sets every capital apart', () => {
    expect(snakeCaseOperation('{ latestNRounds }')).toBe('{ latest_n_rounds }');
  });
});

describe('camelCaseKeys', () => {
  it('changes keys at every depth and no value', () => {
    const answer = {
      latest_submissions: [{ round_number: 1, status: 'on_time' }, null],
      n_rounds: { a_b: 'c_d' },
    };
    expect(camelCaseKeys(answer)).toEqual({
      latestSubmissions: [{ roundNumber: 1, status: 'on_time' }, null],
      nRounds: { aB: 'c_d' },
    });
  });

  it.each([null, undefined, 'a_b', 7, true])('leaves %p alone', (value) => {
    expect(camelCaseKeys(value)).toBe(value);
  });

  it('leaves camelCase keys alone', () => {
    expect(camelCaseKeys({ openTime: 1, id: 2, __typename: 'Round' })).toEqual({
      openTime: 1,
      id: 2,
      __typename: 'Round',
    });
  });
});
