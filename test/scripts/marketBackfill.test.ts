import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween, utcDay } from '../../shared/domain/utcDay.ts';
import { newestDay } from '../../shared/pipeline/market/openDays.ts';
import { marketCli } from '../support/marketCli.ts';
import { documentOf, startCli } from '../support/runCli.ts';

const { place, args, surroundings, start, cli, day, stored, asked } = marketCli();
/** Days of the 400 that the free plan does not have: it ends 365 days before today. */
const beyond = daysBetween(addDays(newestDay(new Date()), -399), addDays(utcDay(Date.now())!, -365));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}

describe('market backfill', () => {
  it('killed in the middle goes on where it was: no day that is there is asked for twice', async () => {
    await start();
    const words = ['backfill', '--from', day(24), '--to', day(5), '--json'];
    const running = startCli(args(...words), surroundings());
    await until(() => stored().length >= 6);
    running.child.kill('SIGKILL');
    await running.end;
    const there = stored();
    const before = asked().length;
    expect(there.length).toBeLessThan(20);
    const { code, stdout } = await cli(...words);
    expect(code).toBe(0);
    expect(documentOf({ stdout })).toMatchObject({
      outcome: 'done',
      days: { done: 20 - there.length, failed: [], left: 0 },
      estimate: { from: day(24), to: day(5), days: 20 - there.length, there: there.length },
    });
    const again = asked().slice(before);
    expect(again.filter((one) => there.includes(one))).toEqual([]);
    expect(new Set(again).size).toBe(again.length);
    expect(stored()).toHaveLength(20);
  });

  it('stopped by Ctrl-C says so, keeps what it has, and exits 130', async () => {
    await start({ perMinute: { coinmarketcap: 1200 } });
    const words = args('backfill', '--from', day(60), '--json');
    const running = startCli(words, surroundings());
    await until(() => stored().length >= 3);
    running.child.kill('SIGINT');
    const { code, stdout } = await running.end;
    expect(code).toBe(130);
    const document = documentOf({ stdout });
    expect(document).toMatchObject({ outcome: 'stopped', reason: expect.stringContaining('interrupted') });
    expect(document).toMatchObject({ days: { done: stored().length, failed: [] } });
  });

  it('says before it begins what it takes, stops cleanly where the plan is used up, and exits 1', async () => {
    await start({ credits: 3 });
    const { code, stdout, stderr } = await cli('backfill', '--from', day(9));
    expect(code).toBe(1);
    expect(stderr).toContain('10 days to fetch');
    expect(stderr).toMatch(/coinmarketcap +10 +10 +3 \(/);
    expect(stderr).toContain("What is left of coinmarketcap's plan is enough for about 3 days");
    expect(stdout).toMatch(/STOPPED {2}3 of 10 days fetched; \d{4}-\d\d-\d\d: .*429/);
    expect(stdout).toMatch(/Next: .*goes on with what is left/);
    expect(stored()).toHaveLength(3);
    expect(stdout + stderr).not.toContain(place.market.environment.CMC_API_KEY);
  });

  it('with --estimate asks for no day', async () => {
    await start();
    const { code, stdout } = await cli('backfill', '--estimate', '--json');
    expect(code).toBe(0);
    expect(documentOf({ stdout })).toMatchObject({
      from: day(399),
      to: day(0),
      // The free plan has a year; the newest close is of yesterday, or of the day before until 00:35 UTC.
      days: 400 - beyond,
      there: 0,
      beyond: { source: 'coinmarketcap', reachesTo: day(399 - beyond), days: beyond },
      costs: [
        { source: 'coinmarketcap', requests: 400 - beyond, credits: 400 - beyond, perMinute: 480_000 },
        { source: 'binance' },
      ],
    });
    expect(asked()).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it('with candles asks for many days at once, and says what it was really charged', async () => {
    await start({ plan: 'startup' });
    const { code, stdout } = await cli('backfill', '--from', day(29), '--json');
    expect(code).toBe(0);
    const candles = place.market.requests.filter(({ endpoint }) => endpoint === 'ohlcv');
    expect(candles.length).toBeLessThan(8);
    // Before the run it was asked for what is left, and a day of Bitcoin.
    const all = place.market.requests.filter(({ provider }) => provider === 'coinmarketcap');
    const charged = { requests: all.length - 2, credits: place.market.credits - 1 };
    expect(documentOf({ stdout }).providers).toContainEqual(
      expect.objectContaining({ source: 'coinmarketcap', ...charged, planned: expect.any(Object) }),
    );
  });

  it('where nobody watches says now and then how far it is', async () => {
    await start();
    const { stderr } = await cli('backfill', '--from', day(39));
    const lines = stderr.split('\n').filter((line) => / of 40 days/.test(line));
    expect(lines.length).toBeGreaterThanOrEqual(19);
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.at(-1)).toMatch(/s {2}\d{4}-\d\d-\d\d {2}40 of 40 days {2}40 credits {2}about 0 min left$/);
    expect(stderr).not.toContain('█');
  });

  it('reaches as far back as the plan does, and is done then', async () => {
    await start();
    const { code, stdout } = await cli('backfill', '--from', day(370), '--to', day(363), '--json');
    expect(code).toBe(0);
    const document = documentOf({ stdout });
    expect(document).toMatchObject({
      outcome: 'done',
      reason: expect.stringContaining(`does not reach back beyond ${day(399 - beyond)}`),
      days: { left: 0 },
    });
    expect(stored().length).toBe(8 - (370 - (399 - beyond)));
    // Not one day is asked for in vain.
    expect(asked()).toHaveLength(stored().length);
  });

  it.each([
    [['--to', '2199-01-01'], 'is not over yet'],
    [['--from', '2026-02-02', '--to', '2026-02-01'], 'is after'],
    [['--from', 'yesterday'], 'It must be a day'],
  ])('refuses %j as wrong usage', async (words, message) => {
    await start();
    const { code, stdout } = await cli('backfill', ...words, '--json');
    expect(code).toBe(2);
    expect(documentOf({ stdout })).toMatchObject({ error: { message: expect.stringContaining(message) } });
  });
});
