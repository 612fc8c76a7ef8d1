import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import type { MarketOptions } from '../../scripts/standins/providers/marketOptions.ts';
import type { MarketStandin } from '../../scripts/standins/providers/marketStandin.ts';
import { startMarket } from '../../scripts/standins/providers/startMarket.ts';
import { addDays, type UtcDay } from '../../shared/domain/utcDay.ts';
import { newestDay } from '../../shared/pipeline/market/openDays.ts';
import { runCli } from './runCli.ts';
import { temporaryFolders } from './temporaryFolders.ts';

/** So many a minute that no client has to wait. */
const QUICK = { coinmarketcap: 600_000 };

/** The market commands in a folder of their own for each test, and local providers for them to ask. */
export function marketCli() {
  const folder = temporaryFolders();
  const place = { cwd: '', market: undefined as unknown as MarketStandin };
  beforeEach(() => {
    place.cwd = folder();
    const slots = [{ name: 'example_model', candidates: ['base'] }];
    const settings = { slots, market: { top: 100, providers: ['coinmarketcap', 'binance'] } };
    writeFileSync(join(place.cwd, 'settings.json'), JSON.stringify(settings));
  });
  afterEach(() => place.market.close());
  const args = (...words: string[]) => ['market', ...words, '--local', '--settings', 'settings.json'];
  return {
    place,
    args,
    /** Where and with what a command runs. */
    surroundings: () => ({ cwd: place.cwd, env: { ...place.market.environment } }),
    start: async (options: Partial<MarketOptions> = {}) => {
      place.market = await startMarket({ perMinute: QUICK, market: { tokens: 150 }, ...options });
    },
    cli: (...words: string[]) =>
      runCli(args(...words), { cwd: place.cwd, env: { ...place.market.environment } }),
    /** So many days before the newest that can be had. */
    day: (back: number): UtcDay => addDays(newestDay(new Date()), -back),
    /** Days that have a partition. */
    stored: (): UtcDay[] => {
      const bars = join(place.cwd, '.autopilot/market/bars');
      const names = existsSync(bars) ? readdirSync(bars) : [];
      const isThere = (name: string) => existsSync(join(bars, name, 'bars.parquet'));
      return names.filter(isThere).map((name) => name.slice('date='.length));
    },
    /** Days whose cross-section was asked for. */
    asked: (): UtcDay[] =>
      place.market.requests
        .filter(({ path }) => path.includes('listings/historical'))
        .map(({ query }) => query.date!),
  };
}
