import { describe, expect, it } from '@jest/globals';
import { lookalikeTokens } from '../../../../scripts/standins/lookalikeTokens.ts';
import { generatedMarket } from '../../../../scripts/standins/market/generatedMarket.ts';
import type { MarketToken } from '../../../../scripts/standins/market/marketSource.ts';
import { addDays } from '../../../../shared/domain/utcDay.ts';

const market = generatedMarket({ tokens: 600 });
const DAYS = Array.from({ length: 120 }, (_, i) => addDays('2026-05-01', i));
const daysOf = (token: MarketToken) => DAYS.map((day) => market.quote(token, day));

describe('the invented market', () => {
  it('is the same whenever, in whatever order and of however many tokens it is asked for', () => {
    const larger = generatedMarket({ tokens: 900 });
    const told = (of: typeof market, tokens: readonly MarketToken[], days: readonly string[]) =>
      tokens.map((token) => days.map((day) => of.quote(token, day)));
    const forward = told(market, market.tokens.slice(0, 450), DAYS.slice(0, 10));
    const backward = told(larger, larger.tokens.slice(0, 450).toReversed(), DAYS.slice(0, 10).toReversed());
    expect(JSON.stringify(backward.map((days) => days.toReversed()).toReversed())).toBe(
      JSON.stringify(forward),
    );
  });

  it('is another one for another seed', () => {
    const other = generatedMarket({ tokens: 10, seed: 2 });
    expect(other.quote(other.tokens[0]!, DAYS[0]!)).not.toEqual(market.quote(market.tokens[0]!, DAYS[0]!));
  });

  it('has the tokens of the local Numerai first, byte for byte', () => {
    const named = lookalikeTokens(400, 1).map(({ ucid, symbol }) => `${ucid} ${symbol}`);
    expect(market.tokens.slice(0, 400).map(({ ucid, symbol }) => `${ucid} ${symbol}`)).toEqual(named);
  });

  it('has sound candles, whose open is the close of the day before', () => {
    const wrong = market.tokens.slice(0, 100).flatMap((token) => {
      const quotes = daysOf(token);
      return quotes.filter((quote, i) => {
        if (!quote) return false;
        const { open, high, low, close } = quote;
        const before = quotes[i - 1];
        const isSound = low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close);
        // Where a token stands for a thousand of the old ones the open is told in new ones.
        return !isSound || (before && token.lot === 1 && Math.abs(open / before.close - 1) > 1e-9);
      });
    });
    expect(wrong).toEqual([]);
  });

  it('moves like a market: returns of a few percent that go along with the largest token', () => {
    const returns = (token: MarketToken) => {
      const closes = daysOf(token).map((quote) => quote!.close);
      return closes.slice(1).map((close, i) => Math.log(close / closes[i]!));
    };
    const btc = returns(market.tokens[0]!);
    const correlations = market.tokens
      .slice(2, 30)
      .filter(({ firstDay }) => firstDay < '2020')
      .map((token) => correlation(returns(token), btc));
    expect(standardDeviation(btc)).toBeGreaterThan(0.01);
    expect(standardDeviation(btc)).toBeLessThan(0.08);
    expect(correlations.reduce((sum, one) => sum + one, 0) / correlations.length).toBeGreaterThan(0.15);
  });

  it('has the trouble that real data has, but not among the tokens of the live universe', () => {
    const [live, rest] = [market.tokens.slice(0, 420), market.tokens.slice(420)];
    expect(new Set(live.map(({ symbol }) => symbol)).size).toBe(live.length);
    const symbols = new Set(live.map(({ symbol }) => symbol.toUpperCase()));
    expect(rest.some(({ symbol }) => symbols.has(symbol.toUpperCase()))).toBe(true);
    expect(rest.some(({ lastDay }) => lastDay !== undefined)).toBe(true);
    expect(rest.some((token) => daysOf(token).some((quote) => quote?.marketCapUsd === 0))).toBe(true);
    expect(rest.some((token) => daysOf(token).some((quote) => quote?.volumeUsd === 0))).toBe(true);
    for (const token of live.filter(({ firstDay }) => firstDay < '2026-05-01')) {
      expect(daysOf(token).every((quote) => quote && quote.marketCapUsd > 0 && quote.volumeUsd > 0)).toBe(
        true,
      );
    }
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, i) => (value - ma) * (b[i]! - mb)));
  return covariance / (standardDeviation(a) * standardDeviation(b));
}
