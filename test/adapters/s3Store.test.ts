import { createServer, type RequestListener } from 'node:http';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from '@jest/globals';
import { awsClients } from '../../shared/adapters/aws/awsClients.ts';
import { s3Store } from '../../shared/adapters/aws/s3Store.ts';
import { clientsFor, describeMoto } from '../support/moto.ts';
import { storeContract } from './storeContract.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describeMoto('s3Store on moto', (moto) => {
  let buckets = 0;
  const emptyBucket = async () => {
    const { s3: client } = moto().clients();
    const bucket = `autopilot-test-${buckets++}`;
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return s3Store({ bucket, client });
  };

  storeContract(emptyBucket);

  it('says that the bucket is missing, and what to do', async () => {
    const store = s3Store({ bucket: 'nobody-made-this', client: moto().clients().s3 });
    const missing = {
      name: 'InputError',
      code: 'store_missing',
      message: expect.stringContaining('s3://nobody-made-this/'),
      hint: expect.stringContaining('npm run deploy'),
    };
    await expect(store.get('a')).rejects.toMatchObject(missing);
    await expect(store.put('a', bytes('x'), { ifAbsent: true })).rejects.toMatchObject(missing);
    await expect(store.list('')).rejects.toMatchObject(missing);
    await expect(store.remove('a')).rejects.toMatchObject(missing);
  });

  it('is where it says', async () => {
    expect(s3Store({ bucket: 'mine', client: moto().clients().s3 }).locate('site/index.html')).toBe(
      's3://mine/site/index.html',
    );
  });
});

describe('s3Store and the faults of a real connection', () => {
  const stops: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  /** A store whose bucket is answered by `listener`, and how often it was asked. */
  async function answering(listener: RequestListener, maxAttempts = 2) {
    let requests = 0;
    const server = createServer((request, response) => {
      requests += 1;
      request.resume();
      listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { s3 } = clientsFor(`http://127.0.0.1:${port}`, maxAttempts);
    return { store: s3Store({ bucket: 'b', client: s3 }), requests: () => requests };
  }

  const xml =
    (status: number, code: string): RequestListener =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(`<Error><Code>${code}</Code><Message>said the server</Message></Error>`);
    };

  it.each([
    [412, 'PreconditionFailed'],
    [409, 'ConditionalRequestConflict'],
    [404, 'NoSuchKey'],
  ])('takes %i %s for a condition that did not hold, without a repeat', async (status, code) => {
    const { store, requests } = await answering(xml(status, code));
    expect(await store.put('claim', bytes('x'), { ifMatch: '"1"' })).toBeUndefined();
    expect(requests()).toBe(1);
  });

  it('does not take the same answers for success where no condition was set', async () => {
    const { store } = await answering(xml(409, 'OperationAborted'));
    await expect(store.put('claim', bytes('x'))).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('sends the condition that it was given', async () => {
    const sent: unknown[] = [];
    const { store } = await answering((request, response) => {
      sent.push([request.headers['if-none-match'], request.headers['if-match']]);
      response.writeHead(200, { etag: '"2"' }).end();
    });
    await store.put('a', bytes('x'), { ifAbsent: true });
    await store.put('a', bytes('x'), { ifMatch: '"1"' });
    await store.put('a', bytes('x'));
    expect(sent).toEqual([
      ['*', undefined],
      [undefined, '"1"'],
      [undefined, undefined],
    ]);
  });

  it('names action and bucket where access is denied', async () => {
    const { store, requests } = await answering(xml(403, 'AccessDenied'));
    await expect(store.put('rounds/812/claim.json', bytes('x'))).rejects.toMatchObject({
      name: 'AccessError',
      code: 'store_denied',
      message: 's3:PutObject on s3://b/rounds/812/claim.json: AccessDenied 403 said the server',
      hint: expect.stringContaining('Allow s3:PutObject on s3://b/rounds/812/claim.json'),
    });
    await expect(store.list('rounds/')).rejects.toMatchObject({
      hint: expect.stringContaining('s3:ListBucket'),
    });
    expect(requests()).toBe(2);
  });

  it.each(['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'ExpiredToken'])(
    'tells wrong credentials (%s) from a missing permission',
    async (code) => {
      const { store } = await answering(xml(403, code));
      await expect(store.get('a')).rejects.toMatchObject({ name: 'AccessError', code: 'aws_credentials' });
    },
  );

  it('tries throttling, 500 and 503 again, and succeeds', async () => {
    const answers = [xml(503, 'SlowDown'), xml(500, 'InternalError')];
    const { store, requests } = await answering((request, response) => {
      const next = answers.shift();
      if (next) next(request, response);
      else response.writeHead(200, { etag: '"1"' }).end('content');
    }, 4);
    expect(new TextDecoder().decode((await store.get('a'))?.bytes)).toBe('content');
    expect(requests()).toBe(3);
  });

  it('calls it transient when the trouble stays', async () => {
    const { store, requests } = await answering(xml(503, 'SlowDown'));
    await expect(store.get('a')).rejects.toMatchObject({ code: 'store_unavailable', retryable: true });
    expect(requests()).toBe(2);
  });

  it('reads again when a body breaks off, which the SDK does not', async () => {
    let cut = 2;
    const { store, requests } = await answering((_, response) => {
      response.writeHead(200, { etag: '"1"', 'content-length': '10' });
      if (cut-- > 0) response.write('0123', () => response.destroy());
      else response.end('0123456789');
    });
    expect(new TextDecoder().decode((await store.get('a'))?.bytes)).toBe('0123456789');
    expect(requests()).toBe(3);
  });

  it('never gives back half a body', async () => {
    const { store, requests } = await answering((_, response) => {
      response.writeHead(200, { etag: '"1"', 'content-length': '10' });
      response.write('0123', () => response.destroy());
    });
    await expect(store.get('a')).rejects.toMatchObject({ code: 'store_unavailable', retryable: true });
    expect(requests()).toBe(3);
  });

  it('asks for page after page of a long listing', async () => {
    const asked: (string | null)[] = [];
    const { store } = await answering((request, response) => {
      const token = new URL(request.url ?? '', 'http://b').searchParams.get('continuation-token');
      asked.push(token);
      const page = { null: ['a%2Bb', 'two'], two: ['c+d', 'three'], three: ['%F0%9F%98%80', undefined] }[
        `${token}`
      ];
      const next = page?.[1] ? `<NextContinuationToken>${page[1]}</NextContinuationToken>` : '';
      const contents = `<Contents><Key>${page?.[0]}</Key></Contents><IsTruncated>${Boolean(next)}</IsTruncated>`;
      response.writeHead(200).end(`<ListBucketResult>${contents}${next}</ListBucketResult>`);
    });
    expect(await store.list('')).toEqual(['a+b', 'c d', '😀']);
    expect(asked).toEqual([null, 'two', 'three']);
  });

  it('calls HTML under a 200 transient', async () => {
    const { store } = await answering((_, response) => response.writeHead(200).end('<html>please log in'));
    await expect(store.list('')).rejects.toMatchObject({
      code: 'store_unavailable',
      message: 's3:ListBucket on s3://b/: the answer could not be read',
    });
  });

  it('says so when nobody listens', async () => {
    const { s3 } = clientsFor('http://127.0.0.1:1');
    await expect(s3Store({ bucket: 'b', client: s3 }).get('a')).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringMatching(/^s3:GetObject on s3:\/\/b\/a: .*ECONNREFUSED/),
    });
  });

  it('says that the bucket is in another region', async () => {
    const { store } = await answering(xml(301, 'PermanentRedirect'));
    await expect(store.get('a')).rejects.toMatchObject({ code: 'store_missing' });
  });

  it('asks for a region where none is set', async () => {
    const { s3 } = awsClients({
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      region: async () => {
        throw new Error('Region is missing');
      },
    });
    await expect(s3Store({ bucket: 'b', client: s3 }).get('a')).rejects.toMatchObject({
      code: 'aws_credentials',
      hint: expect.stringContaining('AWS_REGION'),
    });
  });
});
