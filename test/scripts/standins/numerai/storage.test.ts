import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../../../scripts/standins/numerai/localNumerai.ts';
import { readCsv } from '../../../../shared/adapters/csv.ts';
import { readParquet } from '../../../../shared/adapters/parquet.ts';
import { liveDate } from '../../../../shared/domain/liveDate.ts';
import { numberColumn, textColumn } from '../../../../shared/domain/table.ts';
import { describeSharedData } from '../../../support/sharedData.ts';
import { ask, closeAll, complaint, MODEL, numeraiAt } from './calls.ts';

afterEach(closeAll);

const LIVE = 'crypto/v2.0/live.parquet';

async function datasetUrl(numerai: LocalNumerai, filename = LIVE): Promise<string> {
  const query = 'query($filename: String!) { dataset(filename: $filename, tournament: 12) }';
  return (await ask(numerai, { query, variables: { filename }, authorization: null })).data.dataset;
}

async function download(numerai: LocalNumerai, filename = LIVE): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(await datasetUrl(numerai, filename))).arrayBuffer());
}

async function datasetDate(numerai: LocalNumerai): Promise<string | undefined> {
  return liveDate((await readParquet(await download(numerai))).columns.get('date'));
}

describe('datasets', () => {
  it('are listed for Crypto, to anyone', async () => {
    const query = '{ listDatasets(tournament: 12) }';
    const { data } = await ask(await numeraiAt(), { query, authorization: null });
    expect(data.listDatasets).toContain(LIVE);
    const only = await numeraiAt({ datasets: ['crypto/v2.0/live_universe.parquet'] });
    expect((await ask(only, { query })).data.listDatasets).toEqual(['crypto/v2.0/live_universe.parquet']);
    expect(await complaint(only, { query: `{ dataset(filename: "${LIVE}", tournament: 12) }` })).toBe(
      'Dataset not found',
    );
  });

  it('hold the live universe of the day before the round opened, symbol last', async () => {
    const table = await readParquet(await download(await numeraiAt()));
    expect(table.rows).toBe(300);
    expect([...table.columns.keys()].at(-1)).toBe('symbol');
    expect(liveDate(table.columns.get('date'))).toBe('2026-05-20');
  });

  it('move the live date on with the round, or hold it where they are told to', async () => {
    const numerai = await numeraiAt();
    numerai.openNextRound({ inSeconds: 86_400 });
    numerai.clock.advance(86_400);
    expect(await datasetDate(numerai)).toBe('2026-05-21');
    numerai.live.setDay('2026-05-15');
    expect(await datasetDate(numerai)).toBe('2026-05-15');
    numerai.live.setDay(undefined);
    expect(await datasetDate(numerai)).toBe('2026-05-21');
  });

  it('are served as they are when given as bytes', async () => {
    const bytes = new TextEncoder().encode('symbol\nBTC\n');
    const numerai = await numeraiAt({ live: bytes });
    expect(await download(numerai)).toEqual(bytes);
    numerai.live.replace({ tokens: 101 });
    expect((await readParquet(await download(numerai))).rows).toBe(101);
  });

  it.each([
    ['live_universe.parquet', ['symbol']],
    ['live_example_preds.parquet', ['symbol', 'prediction']],
  ])('include %s for the same tokens', async (name, columns) => {
    const filename = `crypto/v2.0/${name}`;
    const numerai = await numeraiAt({ datasets: [filename] });
    const table = await readParquet(await download(numerai, filename));
    expect([...table.columns.keys()]).toEqual(columns);
    expect(textColumn(table, 'symbol')).toEqual(await numerai.live.symbols());
  });

  it('include a Meta Model on the grid of ranks', async () => {
    const table = readCsv(await download(await numeraiAt(), 'crypto/v2.0/meta_model.csv'));
    const sorted = numberColumn(table, 'prediction').toSorted();
    expect([...table.columns.keys()]).toEqual(['id', 'symbol', 'date', 'prediction']);
    for (const [k, value] of sorted.entries()) expect(value).toBeCloseTo((k + 0.5) / 300, 12);
  });

  it('include a training file that ends on the live day', async () => {
    const numerai = await numeraiAt({ live: { tokens: 110 } });
    const table = await readParquet(await download(numerai, 'crypto/v2.0/train.parquet'));
    expect([...table.columns.keys()]).toEqual(expect.arrayContaining(['date', 'target_binned_return_20']));
    const dates = table.columns.get('date')!.values as Float64Array;
    expect(new Date(dates.at(-1)!).toISOString()).toBe('2026-05-20T00:00:00.000Z');
  });

  it('answer 404 for a name that is listed but not stored', async () => {
    const numerai = await numeraiAt({ datasets: ['crypto/v2.0/gone.csv'] });
    expect((await fetch(await datasetUrl(numerai, 'crypto/v2.0/gone.csv'))).status).toBe(404);
  });
});

describe('a presigned download', () => {
  it('has a length, an ETag and resumes', async () => {
    const numerai = await numeraiAt();
    const url = await datasetUrl(numerai);
    const whole = await fetch(url);
    const bytes = new Uint8Array(await whole.arrayBuffer());
    expect(whole.headers.get('content-length')).toBe(String(bytes.length));
    const rest = await fetch(url, { headers: { range: 'bytes=1000-' } });
    expect(rest.status).toBe(206);
    expect(rest.headers.get('etag')).toBe(whole.headers.get('etag'));
    expect(rest.headers.get('content-range')).toBe(`bytes 1000-${bytes.length - 1}/${bytes.length}`);
    expect(new Uint8Array(await rest.arrayBuffer())).toEqual(bytes.subarray(1000));
  });

  it.each([
    ['bytes=0-3', 206, 0, 4],
    ['bytes=-4', 206, -4, undefined],
    ['bytes=4-999999999', 206, 4, undefined],
    ['bytes=0-1,3-4', 200, 0, undefined],
    ['bytes=-', 200, 0, undefined],
  ])('answers the range %s with %i', async (range, status, start, end) => {
    const numerai = await numeraiAt();
    const response = await fetch(await datasetUrl(numerai), { headers: { range } });
    expect(response.status).toBe(status);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual((await download(numerai)).slice(start, end));
  });

  it('refuses a range beyond the end', async () => {
    const url = await datasetUrl(await numeraiAt());
    expect((await fetch(url, { headers: { range: 'bytes=999999999-' } })).status).toBe(416);
  });

  it('is refused after it expired, and not a second earlier', async () => {
    const numerai = await numeraiAt({ urlSeconds: 60 });
    const url = await datasetUrl(numerai);
    numerai.clock.advance(59);
    expect((await fetch(url)).status).toBe(200);
    numerai.clock.advance(1);
    const refused = await fetch(url);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('Request has expired');
  });

  it.each([
    ['another file', (url: string) => url.replace('live.parquet', 'train.parquet')],
    ['another expiry', (url: string) => url.replace(/Expires=\d/, 'Expires=9')],
    ['another signature', (url: string) => `${url}0`],
    ['no signature', (url: string) => url.split('?')[0]!],
  ])('is good for nothing with %s', async (_, changed) => {
    expect((await fetch(changed(await datasetUrl(await numeraiAt())))).status).toBe(403);
  });

  it('is refused with a token: there is only one way to be authorised', async () => {
    const url = await datasetUrl(await numeraiAt());
    expect((await fetch(url, { headers: { authorization: 'Token A$B' } })).status).toBe(403);
  });
});

describe('a presigned upload', () => {
  const place = async (numerai: LocalNumerai, filename = 'r1-x.parquet') => {
    const query = `{ submissionUploadAuth(filename: "${filename}", tournament: 12, modelId: "${MODEL}") { filename url } }`;
    return (await ask(numerai, { query })).data.submissionUploadAuth as { filename: string; url: string };
  };
  const body = new Uint8Array([1, 2, 3]);

  it('adds a hyphen and twelve letters or digits before the extension, new ones each time', async () => {
    const numerai = await numeraiAt();
    const names = [await place(numerai), await place(numerai)].map(({ filename }) => filename);
    for (const name of names) expect(name).toMatch(/^r1-x-[A-Za-z0-9]{12}\.parquet$/);
    expect(names[0]).not.toBe(names[1]);
  });

  it('stores what was PUT, the second time over the first', async () => {
    const numerai = await numeraiAt();
    const { filename, url } = await place(numerai);
    expect(numerai.uploaded(filename)).toBeUndefined();
    for (const last of [3, 4]) {
      expect((await fetch(url, { method: 'PUT', body: new Uint8Array([1, 2, last]) })).status).toBe(200);
      expect([...numerai.uploaded(filename)!]).toEqual([1, 2, last]);
    }
  });

  it.each([
    ['a content type', { 'content-type': 'text/csv' }],
    ['a token', { authorization: 'Token A$B' }],
  ])('stores nothing that comes with %s', async (_, headers) => {
    const numerai = await numeraiAt();
    const { filename, url } = await place(numerai);
    expect((await fetch(url, { method: 'PUT', body, headers })).status).toBe(403);
    expect(numerai.uploaded(filename)).toBeUndefined();
  });

  it('stores nothing sent as text, because fetch adds a content type to it', async () => {
    const numerai = await numeraiAt();
    expect((await fetch((await place(numerai)).url, { method: 'PUT', body: 'symbol,signal' })).status).toBe(
      403,
    );
  });

  it('stores nothing without a length', async () => {
    const { url } = await place(await numeraiAt());
    const stream = new Blob([body]).stream();
    const response = await fetch(url, { method: 'PUT', body: stream, duplex: 'half' });
    expect(response.status).toBe(411);
  });

  it('is no download, and expires', async () => {
    const numerai = await numeraiAt({ urlSeconds: 60 });
    const { url } = await place(numerai);
    expect((await fetch(url)).status).toBe(403);
    numerai.clock.advance(60);
    expect((await fetch(url, { method: 'PUT', body })).status).toBe(403);
  });
});

describeSharedData('a real live file', (folder) => {
  it('is served with the date of the round and everything else unchanged', async () => {
    const path = `${folder}/numerai/crypto-v2.0/live.parquet`;
    const numerai = await numeraiAt({ live: path, clock: () => new Date('2026-08-04T12:00:00Z') });
    expect(await datasetDate(numerai)).toBe('2026-08-03');
    const { readFile } = await import('node:fs/promises');
    const [served, real] = [
      await readParquet(await download(numerai)),
      await readParquet(await readFile(path)),
    ];
    expect([...served.columns.keys()]).toEqual([...real.columns.keys()]);
    const same = [...real.columns].filter(([name]) => name !== 'date');
    for (const [name, column] of same) expect(served.columns.get(name)).toEqual(column);
  });
});
