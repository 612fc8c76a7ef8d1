import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();
let numerai: LocalNumerai;
let cwd: string;

beforeEach(async () => {
  numerai = await startNumerai();
  cwd = folder();
});
afterEach(() => numerai.close());

const data = (...args: string[]) => runCli(['data', ...args], { cwd, env: { NUMERAI_API_URL: numerai.url } });

describe('data list', () => {
  it('prints the names, one a line or as a document, without any key', async () => {
    const { code, stdout } = await data('list');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toContain('crypto/v2.0/train.parquet');
    const { datasets } = documentOf(await data('list', '--json'));
    expect(datasets).toEqual(stdout.trimEnd().split('\n'));
  });
});

describe('data download', () => {
  it('fetches a file by the end of its name, and replaces a stale one of the same length', async () => {
    const live = Buffer.from(await numerai.live.file());
    writeFileSync(join(cwd, 'live.parquet'), Buffer.alloc(live.length));
    const end = await data('download', 'live.parquet', '--json');
    expect(end.code).toBe(0);
    expect(documentOf(end)).toEqual({
      name: 'crypto/v2.0/live.parquet',
      output: join(cwd, 'live.parquet'),
      bytes: live.length,
      resumedFrom: 0,
    });
    expect(readFileSync(join(cwd, 'live.parquet')).equals(live)).toBe(true);
  });

  it('goes on where a stopped download ended', async () => {
    const live = Buffer.from(await numerai.live.file());
    expect((await data('download', 'live.parquet', '--output', 'l.parquet')).code).toBe(0);
    const whole = join(cwd, 'l.parquet');
    const part = join(cwd, 'm.parquet.part');
    writeFileSync(part, readFileSync(whole));
    truncateSync(part, statSync(whole).size >> 1);
    const { createHash } = await import('node:crypto');
    const validator = `"${createHash('md5').update(live).digest('hex')}"`;
    writeFileSync(`${part}.json`, JSON.stringify({ name: 'crypto/v2.0/live.parquet', validator }));
    const end = await data('download', 'live.parquet', '--output', 'm.parquet', '--json');
    expect(documentOf(end)).toMatchObject({ bytes: live.length, resumedFrom: live.length >> 1 });
    expect(readFileSync(join(cwd, 'm.parquet')).equals(live)).toBe(true);
  });

  it.each([
    'reset-mid-body@download',
    'html-download',
    'truncated-download',
    'corrupt-download',
    'expired-url',
  ])('gets over one %s', async (fault) => {
    numerai.faults.push(fault);
    expect(await data('download', 'crypto/v2.0/live.parquet')).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'live.parquet')).equals(Buffer.from(await numerai.live.file()))).toBe(true);
  });

  it('names what there is when a name is unknown', async () => {
    const end = await data('download', 'trian.parquet', '--json');
    expect(end.code).toBe(2);
    expect(documentOf(end)).toMatchObject({
      error: {
        code: 'usage',
        hint: expect.stringContaining('Was train.parquet meant? There are: crypto/v2.0/'),
      },
    });
  });
});
