import { describe, expect, it } from '@jest/globals';
import { documentOf, runCli, startCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();

/** The first document on stdout, while the process goes on. */
async function started(args: string[]) {
  const standin = startCli(['standin', 'market', '--json', ...args], { cwd: folder() });
  const [text] = await standin.sees('stdout', /^\{[\s\S]+\n\}\n/);
  return { ...standin, document: documentOf({ stdout: text }) };
}

describe('standin market', () => {
  it('says where each provider is and with which key, serves until a signal, and then frees its port', async () => {
    const { child, end, document } = await started(['--tokens', '50', '--fault', 'error-500@binance:1']);
    expect(document).toMatchObject({ tokens: 50 });
    const environment = document.environment as Record<string, string>;
    const answer = await fetch(`${environment.FEAR_GREED_API_URL}/fng/?limit=1`);
    expect(await answer.json()).toMatchObject({ data: [{ value: expect.stringMatching(/^\d+$/) }] });
    expect((await fetch(`${environment.BINANCE_API_URL}/api/v3/exchangeInfo`)).status).toBe(500);
    expect((await fetch(`${environment.BINANCE_API_URL}/api/v3/exchangeInfo`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 130 });
    await expect(fetch(environment.FEAR_GREED_API_URL!)).rejects.toThrow('fetch failed');
  });

  it.each([
    ['an unknown fault', ['--fault', 'earthquake'], 'usage'],
    ['data that is not there', ['--data', 'gone'], 'file_unreadable'],
  ])('ends at once for %s', async (_, args, error) => {
    const end = await runCli(['standin', 'market', '--json', ...args], { cwd: folder() });
    expect({ code: end.code, ...documentOf(end) }).toMatchObject({ code: 2, error: { code: error } });
  });
});
