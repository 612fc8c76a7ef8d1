import { expect, it } from '@jest/globals';
import {
  type OpenProvidersOptions,
  openProviders,
} from '../../../shared/adapters/providers/openProviders.ts';
import { parseSettings } from '../../../shared/settings.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { standinUnderTest, YESTERDAY } from './providerUnderTest.ts';

const under = standinUnderTest();
const marketOf = (market: object) =>
  parseSettings({ slots: [{ name: 'm', candidates: ['base'] }], market }).market!;
const open = (market: object, more: Partial<OpenProvidersOptions> = {}) =>
  openProviders({
    ...under.options(),
    market: marketOf(market),
    keys: under.standin.environment,
    addresses: under.standin.environment,
    ...more,
  });

it('opens what the settings name, in their order', () => {
  expect(open({}).providers.map(({ source }) => source)).toEqual(['coinmarketcap', 'binance', 'coingecko']);
  expect(open({}).indexes.map(({ name }) => name)).toEqual(['fear_greed']);
  const all = ['defillama', 'messari', 'coingecko', 'binance', 'coinmarketcap'];
  expect(open({ providers: all, indexes: [] }).providers.map(({ source }) => source)).toEqual(all);
  expect(open({ providers: all, indexes: [] }).indexes).toEqual([]);
});

it('asks each at its own address with its own key', async () => {
  const before = under.standin.requests.length;
  const { providers, indexes } = open({
    providers: ['coinmarketcap', 'coingecko', 'binance', 'messari', 'defillama'],
  });
  for (const provider of providers) await provider.tokens(limitOf());
  await indexes[0]!.history({ from: YESTERDAY, to: YESTERDAY }, limitOf());
  const asked = under.standin.requests.slice(before);
  expect(new Set(asked.map(({ provider }) => provider))).toEqual(
    new Set(['coinmarketcap', 'coingecko', 'binance', 'messari', 'alternative']),
  );
  expect(asked.every(({ status }) => status === 200)).toBe(true);
});

it('opens without keys, and the provider that needs one says so when it is asked', async () => {
  const { providers } = open({}, { keys: {} });
  const error = await rejectionOf(providers[0]!.crossSection!({ day: YESTERDAY, top: 100 }, limitOf()));
  expect(error).toMatchObject({ code: 'access_denied', message: expect.stringContaining('CMC_API_KEY') });
  expect(await providers[1]!.tokens(limitOf())).not.toEqual([]);
});

it('names the variable of an address that is none', () => {
  const addresses = { BINANCE_API_URL: 'https://user:secret@example.com' };
  expect(() => open({}, { addresses })).toThrow(
    expect.objectContaining({
      code: 'address_invalid',
      message: expect.stringMatching(/^BINANCE_API_URL(?!.*secret)/),
    }),
  );
});

it('keeps to a budget of credits', async () => {
  const { providers } = open({}, { creditBudget: 1 });
  const error = await rejectionOf(providers[0]!.crossSection!({ day: YESTERDAY, top: 300 }, limitOf()));
  expect(error).toMatchObject({ code: 'credit_budget_spent' });
});

it('keeps the limit of CoinGecko for itself and for the names of DefiLlama together', async () => {
  const both = { providers: ['coingecko', 'defillama'] };
  const { providers } = open(both, { perMinute: 60 });
  const before = under.standin.requests.length;
  for (const provider of [...providers, ...providers]) await provider.tokens(limitOf());
  const requests = under.standin.requests.length - before;
  const sleptMs = under.clock.sleptMs.reduce((sum, ms) => sum + ms, 0);
  // A burst of eight, and then one a second.
  expect(requests).toBeGreaterThan(8);
  expect(sleptMs).toBe((requests - 8) * 1000);
});
