import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '../../functions/environment.ts';

const COMPLETE = {
  AUTOPILOT_BUCKET: 'bucket',
  AUTOPILOT_SECRET: 'numerai-crypto-autopilot/keys',
  AUTOPILOT_TOPIC: 'arn:aws:sns:us-east-1:123456789012:alerts',
};

describe('readEnvironment', () => {
  it('takes what the deployment sets, and Numerai where it always is', () => {
    const variables = { ...COMPLETE, PATH: '/bin', NUMERAI_SECRET_KEY: 'not for here' };
    expect(readEnvironment(variables)).toEqual({
      ...COMPLETE,
      NUMERAI_API_URL: 'https://api-tournament.numer.ai',
    });
  });

  it('lets Numerai be moved', () => {
    const moved = readEnvironment({ ...COMPLETE, NUMERAI_API_URL: 'http://127.0.0.1:4000' });
    expect(moved.NUMERAI_API_URL).toBe('http://127.0.0.1:4000');
  });

  it('names every variable that is missing or empty', () => {
    expect(() => readEnvironment({ AUTOPILOT_SECRET: 'hush', AUTOPILOT_TOPIC: '' })).toThrow(
      expect.objectContaining({
        code: 'environment_incomplete',
        message: 'missing or empty in the environment: AUTOPILOT_BUCKET, AUTOPILOT_TOPIC',
      }),
    );
  });
});
