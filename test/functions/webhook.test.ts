import { describe, expect, it } from '@jest/globals';
import { webhookHandler } from '../../functions/webhook.ts';
import { TransientError } from '../../shared/errors.ts';
import { parseSettings } from '../../shared/settings.ts';
import { functionOutput } from '../support/functionOutput.ts';
import { lambdaContext } from '../support/lambdaContext.ts';

const TOKEN = 'c2VjcmV0LXRva2VuLW9mLXRoaXJ0eS10d28tYnl0ZXM';
const output = functionOutput();

/** As Lambda hands on a request to a function URL; much more is in it. */
const call = (rawPath: string, method = 'POST') => ({
  version: '2.0',
  rawPath,
  rawQueryString: '',
  headers: { 'content-type': 'application/json', 'user-agent': 'numerai' },
  requestContext: { domainName: 'x.lambda-url.eu-west-1.on.aws', http: { method, path: rawPath } },
  body: '{"triggerId":"0a1b2c3d"}',
  isBase64Encoded: false,
});

function deployed({ token = TOKEN as string | undefined, start = async () => {} } = {}) {
  let starts = 0;
  const startSubmit = async () => {
    starts++;
    await start();
  };
  const settings = parseSettings({ slots: [{ name: 'one', candidates: ['base'] }] });
  const handler = webhookHandler(async (log) => ({ ports: { log, token, startSubmit }, settings }));
  return { invoke: (event: unknown) => handler(event, lambdaContext('request-1')), starts: () => starts };
}

describe('webhook', () => {
  it('starts submit for a call that knows the token, and answers 200, the only word Numerai takes', async () => {
    const { invoke, starts } = deployed();
    expect(await invoke(call(`/${TOKEN}`))).toEqual({ statusCode: 200, body: 'submit was started\n' });
    expect(starts()).toBe(1);
  });

  it.each([
    ['no token', '/', 'POST'],
    ['another token', `/${TOKEN.slice(1)}x`, 'POST'],
    ['the beginning of the token', `/${TOKEN.slice(0, -1)}`, 'POST'],
    ['more than the token', `/${TOKEN}/`, 'POST'],
    ['the token in other letters', `/${TOKEN.toUpperCase()}`, 'POST'],
    ['another method', `/${TOKEN}`, 'GET'],
  ])('tells a call with %s nothing but "not found"', async (_, path, method) => {
    const { invoke, starts } = deployed();
    expect(await invoke(call(path, method))).toEqual({ statusCode: 404, body: 'not found\n' });
    expect(starts()).toBe(0);
  });

  it.each([
    ['none', undefined, '/'],
    ['an empty one', '', '/'],
    ['one that can be guessed', 'hunter2', '/hunter2'],
  ])('lets nobody in when the token stored is %s', async (_, token, path) => {
    const { invoke, starts } = deployed({ token });
    expect(await invoke(call(path))).toMatchObject({ statusCode: 404 });
    expect(starts()).toBe(0);
  });

  it('fails, so that the alarm speaks, when submit cannot be started', async () => {
    const start = async () => {
      throw new TransientError('aws_unavailable', 'lambda:InvokeFunction on submit: 503');
    };
    const { invoke } = deployed({ start });
    await expect(invoke(call(`/${TOKEN}`))).rejects.toMatchObject({ code: 'aws_unavailable' });
    expect(output.lines().at(-1)).toMatchObject({ message: 'Invocation failed', level: 'ERROR' });
  });

  it('refuses an event that came another way, without repeating it', async () => {
    const { invoke, starts } = deployed();
    await expect(invoke({ rawPath: `/${TOKEN}` })).rejects.toMatchObject({ code: 'usage' });
    expect(starts()).toBe(0);
  });

  it('writes the token into no log line, whatever happens', async () => {
    const { invoke } = deployed();
    await invoke(call(`/${TOKEN}`));
    await invoke(call(`/${TOKEN}`, 'GET'));
    await expect(invoke({ rawPath: `/${TOKEN}` })).rejects.toThrow();
    expect(output.text()).not.toContain(TOKEN);
  });
});
