import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { marketCli } from '../support/marketCli.ts';
import { documentOf, runCli } from '../support/runCli.ts';

const { place, start, cli, day } = marketCli();

describe('market collect and market status', () => {
  it("fetch yesterday's close once, and tell what there is, what is lacking and who is who", async () => {
    await start();
    const first = await cli('collect', '--json');
    expect(first.code).toBe(0);
    expect(documentOf(first)).toMatchObject({
      outcome: 'collected',
      days: [{ day: day(0), collected: 100 }],
    });
    const cmc = place.market.requests.filter(({ provider }) => provider === 'coinmarketcap');
    expect(documentOf(first).providers).toContainEqual(
      expect.objectContaining({
        source: 'coinmarketcap',
        requests: cmc.length,
        credits: place.market.credits,
        planned: { requests: 1, credits: 1 },
      }),
    );
    const again = await cli('collect', '--fail-if-idle', '--json');
    expect(documentOf(again).outcome).toMatch(/complete|collected/);
    expect(again.code).toBe(documentOf(again).outcome === 'complete' ? 3 : 0);
    expect((await cli('backfill', '--from', day(3), '--to', day(2))).code).toBe(0);
    const status = await cli('status', '--json');
    expect(status.code).toBe(0);
    expect(documentOf(status)).toMatchObject({
      from: day(3),
      to: day(0),
      missing: [day(1)],
      providers: [
        { source: 'binance', days: 3, lastDay: day(0), mapped: expect.any(Number) },
        { source: 'coinmarketcap', days: 3, lastDay: day(0), mapped: null, unmapped: [] },
      ],
      lastRun: { at: expect.any(String) },
    });
    const { stdout } = await cli('status');
    expect(stdout).toContain(`1 day is missing: ${day(1)}`);
    expect(stdout).toMatch(/binance +3 of 3/);
  });

  it('of a store that is empty says how to begin, and of settings without market what to add', async () => {
    await start();
    const status = await cli('status');
    expect(status).toMatchObject({ code: 0, stdout: expect.stringContaining('market backfill') });
    expect(documentOf(await cli('status', '--json'))).toMatchObject({ from: null, to: null, days: [] });
    writeFileSync(
      join(place.cwd, 'settings.json'),
      JSON.stringify({ slots: [{ name: 'example_model', candidates: ['base'] }] }),
    );
    const collect = await cli('collect', '--json');
    expect([collect.code, documentOf(collect)]).toMatchObject([
      2,
      { error: { code: 'market_not_configured' } },
    ]);
  });
});

describe('market repair', () => {
  it('puts in what a provider has corrected since, after a recheck has noted it', async () => {
    await start();
    await cli('backfill', '--from', day(6), '--to', day(5));
    const { market: source } = place.market;
    await place.market.close();
    await start({
      market: {
        tokens: source.tokens,
        quote: (token, on) => {
          const quote = source.quote(token, on);
          return quote && token.ucid === '1' ? { ...quote, marketCapUsd: quote.marketCapUsd * 1.1 } : quote;
        },
      },
    });
    const recheck = await cli('backfill', '--from', day(6), '--to', day(5), '--recheck', '--json');
    expect(documentOf(recheck)).toMatchObject({ outcome: 'done', rows: 0, corrections: 2 });
    expect((await cli('status')).stdout).toContain('2 corrections wait');
    const repair = await cli('repair', '--json');
    expect(repair.code).toBe(0);
    expect(documentOf(repair)).toEqual({
      damaged: [],
      days: [
        { day: day(6), corrections: 1, tokens: 1 },
        { day: day(5), corrections: 1, tokens: 1 },
      ],
      models: [],
    });
    expect((await cli('repair')).stdout).toContain('No correction waits');
  });
});

it('a damaged partition is named by market status and doctor, and mended by market repair and market backfill', async () => {
  await start();
  await cli('backfill', '--from', day(9), '--to', day(5));
  const key = `market/bars/date=${day(7)}/bars.parquet`;
  writeFileSync(join(place.cwd, '.autopilot', key), 'PAR1 is how it began');
  const status = await cli('status');
  expect(status).toMatchObject({ code: 0, stdout: expect.stringContaining(`counts as missing:\n  ${key}`) });
  expect(status.stdout).toMatch(new RegExp(`${day(7)} .* damaged, final`));
  const doctor = ['doctor', '--local', '--settings', 'settings.json'];
  const env = { ...place.market.environment, NUMERAI_API_URL: 'http://127.0.0.1:9' };
  expect((await runCli(doctor, { cwd: place.cwd, env })).stdout).toMatch(
    new RegExp(`warn {2}market: ${key} cannot be read\\n.*market repair`),
  );
  const repair = await cli('repair');
  expect(repair).toMatchObject({ code: 0, stdout: expect.stringContaining('1 file cannot be read') });
  expect(repair.stdout).toContain(`market backfill --from ${day(7)} --to ${day(7)}`);
  const aside = join(place.cwd, '.autopilot/market/damaged/bars', `date=${day(7)}`);
  expect(readdirSync(aside)).toEqual([expect.stringMatching(/^bars\.parquet\.[0-9a-f]{8}$/)]);
  expect((await cli('backfill', '--from', day(7), '--to', day(7))).code).toBe(0);
  expect((await cli('status')).stdout).not.toContain('damaged');
});
