import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tableFiles } from '../../../shared/adapters/tableFiles.ts';
import {
  bytes,
  cutChunked,
  cutShort,
  html,
  json,
  type Reply,
  reset,
  status,
} from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { asked, type NumeraiUnderTest, numeraiUnderTest } from '../../support/numeraiUnderTest.ts';
import { describeSharedData } from '../../support/sharedData.ts';

const WHOLE = new TextEncoder().encode('PAR1 whole table PAR1');
const names = (...listDatasets: (string | null)[]) => json({ data: { listDatasets } });
const LIVE = names('crypto/v2.0/train.parquet', null, 'crypto/v2.0/live.parquet');

let numerai: NumeraiUnderTest;

beforeEach(async () => {
  numerai = await numeraiUnderTest();
});
afterEach(() => numerai.server.close());

/** The n-th presigned address of a file. */
function address(n: number): Reply {
  return json({
    data: { dataset: new URL(`/files/${n}?X-Amz-Signature=hidden${n}`, numerai.server.url).href },
  });
}

const liveFile = (limit = limitOf()) => numerai.client.liveFile(limit);
const paths = () => numerai.server.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`);

describe('liveFile', () => {
  it('lists, asks for an address and fetches it without a token', async () => {
    numerai.server.script(LIVE, address(1), bytes(WHOLE));
    const file = await liveFile();
    expect(file.name).toBe('crypto/v2.0/live.parquet');
    expect(Buffer.from(file.bytes).equals(WHOLE)).toBe(true);
    expect(file.table.rows).toBe(WHOLE.length);
    expect(asked(numerai.server, 1).variables).toEqual({ filename: file.name, tournament: 12 });
    expect(numerai.server.requests[2]!.path).toBe('/files/1?X-Amz-Signature=hidden1');
    for (const { headers } of numerai.server.requests) expect(headers).not.toHaveProperty('authorization');
  });

  it('falls back to live_universe.parquet when there is nothing better', async () => {
    numerai.server.script(names('crypto/v2.0/live_universe.parquet'), address(1), bytes(WHOLE));
    expect((await liveFile()).name).toBe('crypto/v2.0/live_universe.parquet');
  });

  it('prefers live.parquet wherever it stands', async () => {
    const both = names('crypto/v2.0/live_universe.parquet', 'crypto/v2.0/live.parquet');
    numerai.server.script(both, address(1), bytes(WHOLE));
    expect((await liveFile()).name).toBe('crypto/v2.0/live.parquet');
  });

  it('takes no file of another version, and names what there is', async () => {
    numerai.server.script(names('crypto/v3.0/live.parquet', 'v2.0/live.parquet'));
    expect(await rejectionOf(liveFile())).toMatchObject({
      name: 'RefusedError',
      code: 'dataset_missing',
      message: expect.stringContaining('2 files: crypto/v3.0/live.parquet, v2.0/live.parquet'),
    });
    expect(numerai.server.requests).toHaveLength(1);
  });

  it('names files without query strings', async () => {
    numerai.server.script(names('https://s.example.org/live.parquet?X-Amz-Signature=hidden'));
    expect(await rejectionOf(liveFile())).toMatchObject({ message: expect.not.stringContaining('hidden') });
  });

  it('says so when there is nothing at all', async () => {
    numerai.server.script(names());
    expect(await rejectionOf(liveFile())).toMatchObject({
      message: expect.stringMatching(/0 files: nothing$/),
    });
  });

  it.each<[string, Reply, string]>([
    ['an expired address', status(403, {}, '<Error><Code>AccessDenied</Code></Error>'), 'storage_refused'],
    ['404', status(404), 'storage_refused'],
    ['500', status(500), 'server_error'],
    ['429', status(429), 'rate_limited'],
    ['a reset', reset, 'network_error'],
    ['a file cut short of its length', cutShort('PAR1 whole ta'), 'network_error'],
    ['a chunked file without its end', cutChunked, 'network_error'],
    ['a file cut short, of the length that is told', bytes(WHOLE.subarray(0, -3)), 'download_damaged'],
    ['a file that lost its beginning', bytes(WHOLE.subarray(2)), 'download_damaged'],
    ['an empty file', bytes(new Uint8Array()), 'download_damaged'],
    ['two magics and nothing between', bytes(Buffer.from('PAR1PAR1')), 'download_damaged'],
    ['an HTML page', html(), 'download_damaged'],
    ['a file that cannot be decoded', bytes(Buffer.from('PAR1 x whole table PAR1')), 'download_damaged'],
  ])('fetches again from a fresh address after %s', async (_, trouble, code) => {
    const { server } = numerai;
    server.script(
      LIVE,
      address(1),
      trouble,
      address(2),
      trouble,
      address(3),
      trouble,
      address(4),
      bytes(WHOLE),
    );
    expect((await liveFile()).table.rows).toBe(WHOLE.length);
    expect(paths()).toEqual(['POST /', ...[1, 2, 3, 4].flatMap((n) => ['POST /', `GET /files/${n}`])]);

    server.script(LIVE, address(1), trouble, address(2), trouble, address(3), trouble, address(4), trouble);
    expect(await rejectionOf(liveFile())).toMatchObject({ name: 'TransientError', code });
    expect(server.requests).toHaveLength(18);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a path', '/files/1'],
    ['another protocol', 'ftp://example.org/live.parquet'],
  ])('asks again when the address is %s', async (_, dataset) => {
    numerai.server.script(LIVE, json({ data: { dataset } }), address(2), bytes(WHOLE));
    expect((await liveFile()).table.rows).toBe(WHOLE.length);
  });

  it('hands a bug of ours on and does not take it for a damaged file', async () => {
    const readTable = () => Promise.reject(new TypeError('bug'));
    const buggy = await numeraiUnderTest({ files: { readTable } });
    const { server } = buggy;
    const dataset = new URL('/f', server.url).href;
    server.script(LIVE, json({ data: { dataset } }), bytes(WHOLE));
    expect(await rejectionOf(buggy.client.liveFile(limitOf()))).toMatchObject({ name: 'TypeError' });
    await server.close();
  });

  it('follows the storage to another address', async () => {
    numerai.server.script(LIVE, address(1), status(307, { Location: '/elsewhere' }), bytes(WHOLE));
    expect((await liveFile()).table.rows).toBe(WHOLE.length);
  });
});

describeSharedData('a real live file', (folder) => {
  it('is decoded with its symbols untouched', async () => {
    const real = await numeraiUnderTest({ files: tableFiles });
    const live = readFileSync(resolve(folder, 'numerai/crypto-v2.0/live.parquet'));
    real.server.script(LIVE, json({ data: { dataset: new URL('/f', real.server.url).href } }), bytes(live));
    const { table } = await real.client.liveFile(limitOf());
    expect(table.rows).toBe(300);
    expect(table.columns.get('symbol')?.values).toEqual(
      expect.arrayContaining(['XAUt', 'BabyDoge', '币安人生']),
    );
    await real.server.close();
  });

  it('that is broken inside is fetched again', async () => {
    const real = await numeraiUnderTest({ files: tableFiles });
    const live = readFileSync(resolve(folder, 'numerai/crypto-v2.0/live.parquet'));
    const broken = Buffer.concat([live.subarray(0, 4), Buffer.alloc(live.length - 8, 7), live.subarray(-4)]);
    const dataset = json({ data: { dataset: new URL('/f', real.server.url).href } });
    real.server.script(LIVE, dataset, bytes(broken), dataset, bytes(live));
    expect((await real.client.liveFile(limitOf())).table.rows).toBe(300);
    await real.server.close();
  });
});
