import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../../../scripts/standins/numerai/server.ts';
import { verdicts } from './calls.ts';

const python = process.env.AUTOPILOT_TEST_PYTHON;
const script = join(import.meta.dirname, '../../../python/numerapi_standin.py');
const title = 'the official Python client';

if (python) describe(title, driven);
else describe.skip(`${title} (skipped: AUTOPILOT_TEST_PYTHON names no Python with numerapi)`, driven);

function driven(): void {
  let numerai: LocalNumerai;
  let folder: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the script prints
  let seen: any;

  beforeAll(async () => {
    const scopes = ['upload_submission', 'read_submission_info', 'read_user_info', 'download_submission'];
    const tokens = [{ publicId: 'PUBLIC', secretKey: 'SECRET', scopes }];
    numerai = await startNumerai({ roundNumber: 1300, opensInSeconds: -5, tokens });
    folder = await mkdtemp(join(tmpdir(), 'numerapi-'));
    const args = [script, numerai.url, 'PUBLIC', 'SECRET', 'example_model'];
    const { stdout } = await promisify(execFile)(python!, args, { cwd: folder });
    seen = JSON.parse(stdout);
  }, 120_000);

  afterAll(async () => {
    await numerai?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  it('finds an open round, its models and datasets', () => {
    expect(seen).toMatchObject({
      round: 1300,
      open: true,
      new: true,
      rounds: [1300, 1299],
      name: 'example_model',
      datasets: expect.arrayContaining(['crypto/v2.0/live.parquet']),
      payouts: ['actual', 'pending'],
    });
    expect(Object.keys(seen.models)).toEqual(['example_model', 'second_model']);
    expect(seen.scores).toBeGreaterThan(0);
  });

  it('downloads the live file, whole and by ranges', () => {
    expect(seen).toMatchObject({ rows: 300, filtered_rows: 1 });
    const downloads = numerai.requests.filter(({ operations }) => operations.includes('download'));
    expect(downloads.some(({ headers }) => headers.range !== undefined)).toBe(true);
    expect(downloads.some(({ headers }) => headers.range === undefined)).toBe(true);
  });

  it('submits a CSV file, a Parquet file and a data frame, the last of which is selected', async () => {
    const { csv, parquet, frame } = seen.uploads;
    expect(new Set(seen.ids)).toEqual(new Set([csv, parquet, frame]));
    const found = await Promise.all([csv, parquet, frame].map((id) => verdicts(numerai, id)));
    expect(found.flat().map(({ tickersAcceptedCount }) => tickersAcceptedCount)).toEqual([300, 300, 300]);
    expect(found.flat().map(({ selected }) => selected)).toEqual([false, false, true]);
  });

  it('gets back the bytes it uploaded', () => {
    expect(seen.same_bytes).toBe(true);
  });

  it('is told in words what was wrong', () => {
    expect(seen.few).toMatch(/^invalid_submission_ids: Not enough stocks submitted/);
    expect(seen.swapped).toBe('Your session is invalid or has expired.');
  });
}
