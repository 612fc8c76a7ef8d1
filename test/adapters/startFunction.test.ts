import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lambdaClient } from '../../shared/adapters/aws/lambdaClient.ts';
import { startFunction } from '../../shared/adapters/aws/startFunction.ts';
import { type ScriptedServer, scriptedServer, status } from '../support/httpServer.ts';

let lambda: ScriptedServer;
beforeEach(async () => {
  lambda = await scriptedServer();
});
afterEach(() => lambda.close());

const start = () =>
  startFunction({
    functionName: 'submit',
    client: lambdaClient({
      region: 'us-east-1',
      endpoint: lambda.url.href,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    }),
  });

describe('startFunction', () => {
  it('asks Lambda for an invocation that nobody waits for, as a schedule does', async () => {
    lambda.script(status(202));
    await start();
    const [{ method, path, headers, body } = lambda.requests[0]!] = lambda.requests;
    expect([method, path]).toEqual(['POST', '/2015-03-31/functions/submit/invocations']);
    expect(headers['x-amz-invocation-type']).toBe('Event');
    expect(String(body)).toBe('{}');
  });

  it.each([
    [403, 'aws_denied'],
    [503, 'aws_unavailable'],
  ])('says what a %d means', async (code, expected) => {
    lambda.script(status(code));
    await expect(start()).rejects.toMatchObject({ code: expected });
  });
});
