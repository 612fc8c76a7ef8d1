import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { json, status } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { asked, type NumeraiUnderTest, numeraiUnderTest } from '../../support/numeraiUnderTest.ts';

let numerai: NumeraiUnderTest;

beforeEach(async () => {
  numerai = await numeraiUnderTest();
});
afterEach(() => numerai.server.close());

describe('a server that knows snake_case only', () => {
  const unknown = json({
    errors: [{ message: 'Cannot query field "apiTokenInfo" on type "RootQueryType".' }],
  });
  const info = json({
    data: {
      api_token_info: {
        account_username: 'someone',
        name: 'autopilot',
        public_id: 'x',
        scopes: ['upload_submission', null],
      },
    },
  });

  it('is asked once more in snake_case, and so from then on', async () => {
    numerai.server.script(unknown, info, info);
    const expected = { accountUsername: 'someone', name: 'autopilot', scopes: ['upload_submission'] };
    expect(await numerai.client.preflight(limitOf())).toEqual(expected);
    expect(await numerai.client.preflight(limitOf())).toEqual(expected);
    const queries = [0, 1, 2].map((i) => asked(numerai.server, i).query.includes('api_token_info'));
    expect(queries).toEqual([false, true, true]);
    expect(numerai.clock.sleptMs).toEqual([]);
    expect(numerai.log.entries).toMatchObject([{ level: 'warn', fields: { operation: 'Preflight' } }]);
  });

  it('is recognised under a 400 as well', async () => {
    numerai.server.script(json({ errors: [{ message: 'Cannot query field "apiTokenInfo".' }] }, 400), info);
    expect((await numerai.client.preflight(limitOf())).name).toBe('autopilot');
  });

  it('may be in trouble in between', async () => {
    numerai.server.script(unknown, status(500), unknown, info);
    expect((await numerai.client.preflight(limitOf())).name).toBe('autopilot');
    expect(numerai.server.requests).toHaveLength(4);
  });

  it('is told from an API that has changed, which is asked in no third way', async () => {
    numerai.server.script(unknown, unknown, unknown, info);
    const error = await rejectionOf(numerai.client.preflight(limitOf()));
    expect(error).toMatchObject({
      name: 'RefusedError',
      code: 'numerai_api_changed',
      message: expect.stringContaining('apiTokenInfo'),
    });
    expect(numerai.server.requests).toHaveLength(2);
  });
});
