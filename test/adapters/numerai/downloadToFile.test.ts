import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DownloadProgress } from '../../../shared/adapters/numerai/downloadToFile.ts';
import { json, type Reply, reset, status } from '../../support/httpServer.ts';
import { limitOf } from '../../support/limits.ts';
import { type NumeraiUnderTest, numeraiUnderTest } from '../../support/numeraiUnderTest.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const NAME = 'crypto/v2.0/train.parquet';
const folders = temporaryFolders();
let numerai: NumeraiUnderTest;
let path: string;

beforeEach(async () => {
  numerai = await numeraiUnderTest();
  path = join(folders(), 'train.parquet');
});
afterEach(() => numerai.server.close());

/** A Parquet file on the outside; the tests' decoder finds it damaged when it holds an `x`. */
const parquetOf = (middle: string) => `PAR1${middle}PAR1`;
const address: Reply = (response, request) =>
  json({ data: { dataset: new URL('/stored/train?Signature=SECRET', numerai.server.url) } })(
    response,
    request,
  );

const whole = (body: string, etag = '"one"') =>
  status(200, { ETag: etag, 'Content-Length': String(body.length) }, body);
const rest = (body: string, from: number, etag = '"one"') => {
  const total = from + body.length;
  return status(206, { ETag: etag, 'Content-Range': `bytes ${from}-${total - 1}/${total}` }, body);
};
/** Sends a beginning and breaks off. */
const brokenOff = (beginning: string, headers: Record<string, string> = { ETag: '"one"' }): Reply => {
  return (response) => {
    response.writeHead(200, { 'Content-Length': '1000', ...headers });
    response.write(beginning, () => setTimeout(() => response.socket?.destroy(), 50));
  };
};

const download = (onProgress?: (progress: DownloadProgress) => void) =>
  numerai.client.downloadToFile({ name: NAME, path, onProgress }, limitOf());
const content = () => readFileSync(path, 'utf8');
const storageRequests = () => numerai.server.requests.filter(({ method }) => method === 'GET');
const left = () => readdirSync(join(path, '..'));

describe('downloadToFile', () => {
  it('puts the whole file in its place and leaves nothing beside it', async () => {
    numerai.server.script(address, whole(parquetOf('a'.repeat(100_000))));
    const seen: DownloadProgress[] = [];
    expect(await download((progress) => seen.push(progress))).toEqual({ bytes: 100_008, resumedFrom: 0 });
    expect(content()).toBe(parquetOf('a'.repeat(100_000)));
    expect(left()).toEqual(['train.parquet']);
    expect(seen.at(-1)).toEqual({ bytes: 100_008, total: 100_008 });
  });

  it('never takes a file that is there for the right one, not even at the same length', async () => {
    writeFileSync(path, parquetOf('older'));
    numerai.server.script(address, whole(parquetOf('newer')));
    await download();
    expect(content()).toBe(parquetOf('newer'));
  });

  it('keeps the file that is there when the new one cannot be had', async () => {
    writeFileSync(path, parquetOf('older'));
    for (let i = 0; i < 4; i++) numerai.server.script(address, whole('<html>sorry</html>'));
    await expect(download()).rejects.toMatchObject({ code: 'download_damaged' });
    expect(content()).toBe(parquetOf('older'));
    expect(left()).toEqual(['train.parquet']);
  });

  it('goes on where the connection broke, from a fresh address', async () => {
    numerai.server.script(address, brokenOff('PAR1first'), address, rest('secondPAR1', 9));
    expect(await download()).toEqual({ bytes: 19, resumedFrom: 0 });
    expect(content()).toBe('PAR1firstsecondPAR1');
    const [, second] = storageRequests();
    expect(second?.headers).toMatchObject({ range: 'bytes=9-', 'if-range': '"one"' });
  });

  it('goes on in another process, too', async () => {
    const broken = await numeraiUnderTest({ delaysMs: [] });
    broken.server.script(
      json({ data: { dataset: new URL('/stored/train', broken.server.url) } }),
      brokenOff('PAR1first'),
    );
    const target = { name: NAME, path };
    await expect(broken.client.downloadToFile(target, limitOf())).rejects.toMatchObject({
      code: 'network_error',
    });
    await broken.server.close();
    expect(existsSync(path)).toBe(false);

    numerai.server.script(address, rest('secondPAR1', 9));
    expect(await download()).toEqual({ bytes: 19, resumedFrom: 9 });
    expect(content()).toBe('PAR1firstsecondPAR1');
    expect(left()).toEqual(['train.parquet']);
  });

  it('starts again when the storage says that the content has changed', async () => {
    numerai.server.script(address, brokenOff('PAR1first'), address, whole(parquetOf('other'), '"two"'));
    await download();
    expect(content()).toBe(parquetOf('other'));
  });

  it('starts again when the storage ignores If-Range and sends the rest of other content', async () => {
    numerai.server.script(
      ...[address, brokenOff('PAR1first')],
      ...[address, rest('otherPAR1', 9, '"two"')],
      ...[address, whole(parquetOf('all other'), '"two"')],
    );
    await download();
    expect(content()).toBe(parquetOf('all other'));
    expect(storageRequests()[2]?.headers).not.toHaveProperty('range');
  });

  it.each([
    ['the part is longer than the file', status(416)],
    ['another range comes than was asked for', rest('tPAR1', 8)],
    ['what was put together is damaged', rest('xPAR1', 9)],
  ])('starts again when %s', async (_, reply) => {
    numerai.server.script(
      address,
      brokenOff('PAR1first'),
      address,
      reply,
      address,
      whole(parquetOf('newer')),
    );
    await download();
    expect(content()).toBe(parquetOf('newer'));
  });

  it.each([
    ['without a mark of its content', {}],
    ['with a weak mark only', { ETag: 'W/"one"' }],
  ])('does not continue a part that came %s', async (_, headers) => {
    numerai.server.script(address, brokenOff('PAR1first', headers), address, whole(parquetOf('newer')));
    await download();
    expect(storageRequests()[1]?.headers).not.toHaveProperty('range');
    expect(content()).toBe(parquetOf('newer'));
  });

  it('does not continue the part of another dataset', async () => {
    writeFileSync(`${path}.part`, 'PAR1first');
    writeFileSync(
      `${path}.part.json`,
      JSON.stringify({ name: 'crypto/v1.0/train.parquet', validator: '"one"' }),
    );
    numerai.server.script(address, whole(parquetOf('newer')));
    expect(await download()).toMatchObject({ resumedFrom: 0 });
    expect(storageRequests()[0]?.headers).not.toHaveProperty('range');
  });

  it('tries again after a reset, a refusal and an answer of nothing', async () => {
    numerai.server.script(
      ...[address, reset],
      ...[address, status(403, {}, '<Error><Code>AccessDenied</Code></Error>')],
      ...[address, whole('')],
      ...[address, whole(parquetOf('newer'))],
    );
    await download();
    expect(content()).toBe(parquetOf('newer'));
  });

  it('sends no key to the storage, and no signature into a message', async () => {
    for (let i = 0; i < 4; i++) numerai.server.script(address, status(403));
    await expect(download()).rejects.toMatchObject({
      code: 'storage_refused',
      message: expect.not.stringContaining('SECRET'),
    });
    for (const { headers } of storageRequests()) expect(headers).not.toHaveProperty('authorization');
  });

  it('checks a file too large to decode at its two ends', async () => {
    const bytes = 65 * 2 ** 20;
    numerai.server.script(address, whole(`PAR1${'x'.repeat(bytes)}PAR1`));
    expect(await download()).toEqual({ bytes: bytes + 8, resumedFrom: 0 });
    expect(statSync(path).size).toBe(bytes + 8);
  });

  it('says when the file cannot be written', async () => {
    path = join(path, 'below', 'train.parquet');
    numerai.server.script(address, whole(parquetOf('newer')));
    await expect(download()).rejects.toMatchObject({
      code: 'file_unwritable',
      message: expect.stringContaining('ENOENT'),
    });
  });
});
