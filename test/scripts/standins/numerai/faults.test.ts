import { afterEach, describe, expect, it } from '@jest/globals';
import { FAULTS, type FaultName } from '../../../../scripts/standins/numerai/faults.ts';
import type { LocalNumerai } from '../../../../scripts/standins/numerai/localNumerai.ts';
import { readParquet } from '../../../../shared/adapters/parquet.ts';
import { liveDate } from '../../../../shared/domain/liveDate.ts';
import {
  ask,
  CURRENT_ROUND,
  closeAll,
  complaint,
  create,
  history,
  MODEL,
  numeraiAt,
  post,
  submissionBytes,
  submit,
  upload,
  verdicts,
} from './calls.ts';

afterEach(closeAll);

const LIVE = '{ dataset(filename: "crypto/v2.0/live.parquet", tournament: 12) }';
const liveUrl = async (numerai: LocalNumerai) => (await ask(numerai, { query: LIVE })).data.dataset as string;
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
const liveBytes = async (numerai: LocalNumerai) => bytesOf(await fetch(await liveUrl(numerai)));

/** Status and whole body of the answer to an ordinary query. */
async function answer(numerai: LocalNumerai): Promise<[number, string]> {
  const response = await post(numerai, CURRENT_ROUND);
  return [response.status, await response.text()];
}

async function place(numerai: LocalNumerai): Promise<{ filename: string; url: string }> {
  const query = `{ submissionUploadAuth(filename: "a.csv", tournament: 12, modelId: "${MODEL}") { filename url } }`;
  return (await ask(numerai, { query })).data.submissionUploadAuth;
}

/** PUTs an upload under a fault and again after it, the URL being the same. */
async function putTwice(numerai: LocalNumerai): Promise<number[]> {
  const { url } = await place(numerai);
  const body = await submissionBytes(numerai, 'csv');
  const put = async () => (await fetch(url, { method: 'PUT', body })).status;
  return [await put(), await put()];
}

/** What a strike of each fault looks like from the outside. */
const SIGHTS: Record<FaultName, (numerai: LocalNumerai) => Promise<void>> = {
  unreachable: async (numerai) => {
    await expect(answer(numerai)).rejects.toThrow('fetch failed');
  },
  'reset-mid-body': async (numerai) => {
    const response = await post(numerai, CURRENT_ROUND);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  },
  timeout: async (numerai) => {
    const signal = AbortSignal.timeout(200);
    const hanging = fetch(numerai.url, { method: 'POST', body: JSON.stringify(CURRENT_ROUND), signal });
    await expect(hanging).rejects.toMatchObject({ name: 'TimeoutError' });
  },
  'error-500': async (numerai) => {
    expect(await answer(numerai)).toEqual([500, '{"errors":{"detail":"Internal Server Error"}}']);
  },
  'error-504-html': async (numerai) => {
    expect(await answer(numerai)).toEqual([504, expect.stringMatching(/^<!DOCTYPE html>/)]);
  },
  'rate-limited': async (numerai) => {
    const response = await post(numerai, CURRENT_ROUND);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
  },
  'html-200': async (numerai) => {
    expect(await answer(numerai)).toEqual([200, expect.stringMatching(/^<!DOCTYPE html>/)]);
  },
  'data-null': async (numerai) => {
    expect(await answer(numerai)).toEqual([200, '{"data":null}']);
  },
  'errors-dict': async (numerai) => {
    expect(await answer(numerai)).toEqual([200, '{"errors":{"detail":"Internal Server Error"}}']);
  },
  'internal-error': async (numerai) => {
    expect(await ask(numerai, CURRENT_ROUND)).toEqual({
      data: { rounds: null },
      errors: [{ message: 'Internal server error', path: ['rounds'] }],
    });
  },
  'rounds-null': async (numerai) => {
    expect(await ask(numerai, CURRENT_ROUND)).toEqual({ data: { rounds: [null] } });
  },
  'rounds-empty': async (numerai) => {
    expect(await ask(numerai, CURRENT_ROUND)).toEqual({ data: { rounds: [] } });
  },
  'rounds-error': async (numerai) => {
    expect(await complaint(numerai, CURRENT_ROUND)).toBe('Current round not open for submissions');
  },
  'expired-url': async (numerai) => {
    expect((await fetch(await liveUrl(numerai))).status).toBe(403);
  },
  'truncated-download': async (numerai) => {
    const whole = await numerai.live.file();
    expect(await liveBytes(numerai)).toEqual(whole.slice(0, whole.length >> 1));
  },
  'html-download': async (numerai) => {
    expect(Buffer.from(await liveBytes(numerai)).toString()).toMatch(/^<!DOCTYPE html>/);
  },
  'corrupt-download': async (numerai) => {
    const damaged = await liveBytes(numerai);
    expect(damaged).toHaveLength((await numerai.live.file()).length);
    await expect(readParquet(damaged)).rejects.toMatchObject({ code: 'file_damaged' });
  },
  'stale-live': async (numerai) => {
    const table = await readParquet(await liveBytes(numerai));
    expect(liveDate(table.columns.get('date'))).toBe('2026-05-19');
  },
  'put-403': async (numerai) => {
    expect(await putTwice(numerai)).toEqual([403, 200]);
  },
  'put-500': async (numerai) => {
    expect(await putTwice(numerai)).toEqual([500, 200]);
  },
  'create-lost': async (numerai) => {
    const filename = await upload(numerai);
    await expect(create(numerai, filename)).rejects.toThrow('fetch failed');
    expect(await verdicts(numerai)).toMatchObject([{ filename, selected: true }]);
  },
  'create-fails': async (numerai) => {
    expect(await create(numerai, await upload(numerai))).toEqual({
      errors: { detail: 'Internal Server Error' },
    });
    expect(await verdicts(numerai)).toEqual([]);
  },
  'never-confirmed': async (numerai) => {
    await submit(numerai);
    numerai.clock.advance(80_000);
    expect(await verdicts(numerai)).toMatchObject([{ selected: false, tickersAcceptedCount: null }]);
    expect((await history(numerai))[0].status).toBe('none');
  },
  'short-accepted': async (numerai) => {
    await submit(numerai);
    expect(await verdicts(numerai)).toMatchObject([
      { selected: true, tickersSubmittedCount: 300, tickersAcceptedCount: 295 },
    ]);
  },
  'not-selected': async (numerai) => {
    await submit(numerai);
    expect(await verdicts(numerai)).toMatchObject([{ selected: false, tickersAcceptedCount: 300 }]);
    expect((await history(numerai))[0].status).toBe('on-time');
  },
  'refuse-parquet': async (numerai) => {
    await submit(numerai, { name: 'a.csv' });
    const { errors } = await create(numerai, await upload(numerai, { name: 'a.parquet' }));
    expect(errors).toMatchObject([{ message: 'Unsupported file type: parquet' }]);
    expect(await verdicts(numerai)).toHaveLength(1);
  },
  'parquet-not-accepted': async (numerai) => {
    const csv = await submit(numerai, { name: 'a.csv' });
    const parquet = await submit(numerai, { name: 'a.parquet' });
    expect((await verdicts(numerai, csv.id))[0]).toMatchObject({ tickersAcceptedCount: 300 });
    expect((await verdicts(numerai, parquet.id))[0]).toMatchObject({ tickersAcceptedCount: null });
  },
  'snake-case-only': async (numerai) => {
    const query = '{ rounds(tournament: 12, number: 0) { number open_time } }';
    expect((await ask(numerai, { query })).data.rounds[0].open_time).toBe('2026-05-21T12:00:00Z');
    expect(await complaint(numerai, CURRENT_ROUND)).toBe('Cannot query field "openTime" on type "Round".');
  },
};

const NAMES = Object.keys(FAULTS) as FaultName[];

describe('a fault', () => {
  it.each(NAMES)('%s is seen, once', async (name) => {
    const numerai = await numeraiAt({ faults: [name] });
    await SIGHTS[name](numerai);
    expect(numerai.faults.names()).toEqual([]);
    expect((await ask(numerai, CURRENT_ROUND)).data.rounds).toHaveLength(1);
    expect((await readParquet(await liveBytes(numerai))).rows).toBe(300);
  });

  it('can strike one operation only', async () => {
    const numerai = await numeraiAt({ faults: ['error-500@createSubmission:2'] });
    expect((await answer(numerai))[0]).toBe(200);
    const filename = await upload(numerai);
    for (const _ of [1, 2]) expect((await create(numerai, filename)).data).toBeUndefined();
    expect((await create(numerai, filename)).data.createSubmission.filename).toBe(filename);
  });

  it('can strike the storage', async () => {
    const numerai = await numeraiAt();
    const url = await liveUrl(numerai);
    numerai.faults.push('error-500@download', 'unreachable@download', 'reset-mid-body@download');
    expect((await fetch(url)).status).toBe(500);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    await expect(bytesOf(await fetch(url))).rejects.toThrow('terminated');
    expect((await fetch(url)).status).toBe(200);
  });

  it('can strike for as long as nobody clears it', async () => {
    const numerai = await numeraiAt({ faults: ['html-200:always'] });
    for (let i = 0; i < 5; i++) expect((await answer(numerai))[1]).toMatch(/^<!DOCTYPE/);
    numerai.faults.clear();
    expect((await ask(numerai, CURRENT_ROUND)).data.rounds).toHaveLength(1);
  });

  it('loses nothing of what was carried out when only the answer is cut', async () => {
    const numerai = await numeraiAt();
    const filename = await upload(numerai);
    numerai.faults.push('reset-mid-body@createSubmission');
    await expect(create(numerai, filename)).rejects.toThrow('terminated');
    expect(await verdicts(numerai)).toMatchObject([{ filename }]);
  });

  it('of an unknown name keeps the server from starting', async () => {
    await expect(numeraiAt({ faults: ['no-such-fault'] })).rejects.toMatchObject({ code: 'usage' });
  });
});
