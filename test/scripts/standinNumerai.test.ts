import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documentOf, runCli, startCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const MODEL = resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt');
const folder = temporaryFolders();

/** The first document on stdout, while the process goes on. */
async function started(args: string[], cwd = folder()) {
  const standin = startCli(['standin', 'numerai', '--json', ...args], { cwd });
  const [text] = await standin.sees('stdout', /^\{[\s\S]+\n\}\n/);
  return { ...standin, cwd, document: documentOf({ stdout: text }) };
}

describe('standin numerai', () => {
  it('says where it is and with which keys, serves until a signal, and then frees its port', async () => {
    const { child, end, cwd, document } = await started(['--window', '600']);
    const { url, publicId, secretKey } = document as Record<string, string>;
    const env = { NUMERAI_API_URL: url!, NUMERAI_PUBLIC_ID: publicId!, NUMERAI_SECRET_KEY: secretKey! };
    const listed = await runCli(['data', 'list', '--json'], { cwd, env });
    expect(documentOf(listed)).toMatchObject({
      datasets: expect.arrayContaining(['crypto/v2.0/live.parquet']),
    });
    child.kill('SIGTERM');
    const ended = await end;
    expect(ended).toMatchObject({ code: 130, signal: null });
    expect(documentOf(ended)).toEqual(document);
    await expect(fetch(url!)).rejects.toThrow('fetch failed');
  });

  it('misbehaves as told', async () => {
    const { child, end, cwd, document } = await started(['--fault', 'rate-limited@listDatasets:always']);
    const listed = await runCli(['data', 'list', '--json'], {
      cwd,
      env: { NUMERAI_API_URL: String(document.url) },
    });
    expect(listed.code).toBe(1);
    expect(documentOf(listed)).toMatchObject({ error: { code: 'rate_limited' } });
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130 });
  });

  it('prints lines for people that a shell can take', async () => {
    const standin = startCli(['standin', 'numerai', '--opens-in', '60'], { cwd: folder() });
    const [, port] = await standin.sees(
      'stdout',
      /\n {2}export NUMERAI_API_URL=http:\/\/127\.0\.0\.1:(\d+)\n[\s\S]+run --local\n/,
    );
    const taken = await runCli(['standin', 'numerai', '--port', port!, '--json'], { cwd: folder() });
    expect(taken.code).toBe(2);
    expect(documentOf(taken)).toMatchObject({
      error: { code: 'usage', message: `port ${port} cannot be had: EADDRINUSE` },
    });
    standin.child.kill('SIGINT');
    expect((await standin.end).stdout).toContain('Round 1325 opens in 60 s');
  });

  it('ends when npm, which started it, was killed and could not say so', async () => {
    const env = { npm_lifecycle_event: 'autopilot' };
    const { child, sees } = startCli(['standin', 'numerai'], { cwd: folder(), env, inShell: true });
    const [, url] = await sees('stdout', /NUMERAI_API_URL=(\S+)/);
    child.kill('SIGTERM');
    await untilRefused(url!);
  });

  it.each([
    ['an unknown fault', ['--fault', 'earthquake'], 2, 'usage'],
    ['a live file that is not there', ['--live', 'gone.parquet'], 2, 'file_unreadable'],
    ['a live file that is none', ['--live', MODEL], 1, 'not_a_table'],
  ])('ends at once for %s', async (_, args, code, error) => {
    const end = await runCli(['standin', 'numerai', '--json', ...args], { cwd: folder() });
    expect({ code: end.code, ...documentOf(end) }).toMatchObject({ code, error: { code: error } });
  });
});

async function untilRefused(url: string): Promise<void> {
  const answered = await fetch(url).then(
    () => true,
    () => false,
  );
  if (answered) await untilRefused(url);
}
