import { createServer } from 'node:http';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { PublishCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from '@jest/globals';
import { awsClients } from '../../shared/adapters/aws/awsClients.ts';

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };

/** The time-outs that a client's HTTP handler works with, once it has worked. */
function timeoutsOf(config: object): unknown {
  const handler: unknown = Reflect.get(config, 'requestHandler');
  return (handler as { httpHandlerConfigs(): unknown }).httpHandlerConfigs();
}

describe('awsClients', () => {
  it('gives every client four attempts, and time-outs for silence', async () => {
    const { s3, secrets, sns } = awsClients({
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:1',
      credentials,
    });
    const calls = await Promise.allSettled([
      s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' })),
      secrets.send(new GetSecretValueCommand({ SecretId: 's' })),
      sns.send(new PublishCommand({ TopicArn: 't', Message: 'm' })),
    ]);
    const refused = { reason: { $metadata: { attempts: 4 } } };
    expect(calls).toMatchObject([refused, refused, refused]);
    const timeouts = {
      connectionTimeout: 3_000,
      requestTimeout: 15_000,
      throwOnRequestTimeout: true,
      socketTimeout: 10_000,
    };
    expect([s3, secrets, sns].map(({ config }) => timeoutsOf(config))).toMatchObject([
      timeouts,
      timeouts,
      timeouts,
    ]);
  });

  it('finds address, region and credentials where the SDK does: in the environment', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      asked.push([request.url, request.headers.authorization]);
      response.writeHead(200, { etag: '"1"' }).end('here');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDFROMENV',
      AWS_SECRET_ACCESS_KEY: 'b',
    });
    try {
      await awsClients().s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    } finally {
      process.env = before;
      server.closeAllConnections();
      server.close();
    }
    expect(asked).toEqual([
      [expect.stringMatching(/^\/b\/k/), expect.stringMatching(/AKIDFROMENV\/\d+\/eu-west-1\/s3/)],
    ]);
  });
});
