import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '../../shared/features/catalogue.ts';
import { BITCOIN, type Feature } from '../../shared/features/feature.ts';
import { FIELDS, type Field } from '../../shared/market/bar.ts';
import type { Panel } from '../../shared/market/panel.ts';
import { catalogueValues } from '../support/catalogueValues.ts';
import { inventedPanel } from '../support/inventedPanel.ts';

const DAYS = 400;
const LAST = DAYS - 1;
const CLOSE = 0.1;
const VOLUME = 1000.1;
const CAP = 1e6 / 3;

/** What the catalogue gives for a token of which no number ever changes, beside a BTC that moves. */
const FLAT: readonly (readonly [RegExp, number])[] = [
  [/^(momentum|reversal|mean_distance|distance_from_high|days_since_high|drawdown)_/, 0],
  [/^up_share_/, 0.5],
  [/^close_(mean|ewa)_/, CLOSE],
  [/^volume_(mean|ewa)_/, VOLUME],
  [/^market_cap_(mean|ewa)_/, CAP],
  [/^(volatility|downside_volatility|range_volatility)_(10|20|60|120)$/, 0],
  [/^volatility_ratio_/, Number.NaN],
  [/^downside_share_/, 0.5],
  [/^(sharpe|sortino|best_return|worst_return|skewness|kurtosis)_/, 0],
  [/^range_position_/, 0.5],
  [/^(rsi|mfi)_/, 50],
  [/^(macd|atr|cci|bollinger_width)_/, 0],
  [/^williams_r_/, -50],
  [/^bollinger_position_/, 0.5],
  [/^(volume_trend|volume_surprise|volume_correlation|turnover_trend|amihud)_/, 0],
  [/^turnover_\d+$/, VOLUME / CAP],
  [/^(beta|correlation|residual_momentum|residual_volatility|fear_greed_beta)_/, 0],
  [/^market_cap$/, Math.log(CAP)],
  [/^(market_cap_change|dilution|weekday_return)_/, 0],
  [/^age$/, 365],
];
/** The same for every token, whatever its price does. */
const MARKET_WIDE = /^(weekday|fear_greed|fear_greed_distance_30)$/;
const PLAIN = CATALOGUE.filter(({ transform }) => !transform);

describe('degenerate cases', () => {
  it.each(PLAIN.filter(({ name }) => !MARKET_WIDE.test(name)))('flat: $name', (feature) => {
    const flat = withTokenTwo(moving(), {
      open: CLOSE,
      high: CLOSE,
      low: CLOSE,
      close: CLOSE,
      volumeUsd: VOLUME,
      marketCapUsd: CAP,
    });
    const rules = FLAT.filter(([name]) => name.test(feature.name));
    expect(rules).toHaveLength(1);
    expect(lastValue(flat, feature)).toBe(rules[0]![1]);
  });

  it('flat after it moved: no trace of what was before the window', () => {
    const panel = moving();
    for (let at = DAYS + 100; at < 2 * DAYS; at++) {
      for (const field of ['open', 'high', 'low', 'close'] as const) panel.fields[field][at] = CLOSE;
    }
    const values = Object.fromEntries(
      PLAIN.filter(({ name }) =>
        /^(volatility|sharpe|bollinger|skewness|kurtosis|mean_distance|cci)_/.test(name),
      ).map((feature) => [feature.name, lastValue(panel, feature)]),
    );
    expect(values).toEqual({
      bollinger_position_20: 0.5,
      bollinger_position_60: 0.5,
      bollinger_width_20: 0,
      cci_20: 0,
      kurtosis_60: 0,
      kurtosis_120: 0,
      mean_distance_20: 0,
      mean_distance_60: 0,
      mean_distance_200: 0,
      sharpe_20: 0,
      sharpe_60: 0,
      sharpe_120: 0,
      skewness_60: 0,
      skewness_120: 0,
      volatility_10: 0,
      volatility_20: 0,
      volatility_60: 0,
      volatility_120: 0,
      volatility_ratio_10_60: Number.NaN,
    });
  });

  it('never any volume', () => {
    const panel = withTokenTwo(moving(), { volumeUsd: 0 });
    expect(valuesOf(panel, /^(volume|turnover|amihud|mfi)_/)).toEqual({
      amihud_20: Number.NaN,
      amihud_60: Number.NaN,
      mfi_14: 50,
      mfi_60: 50,
      turnover_5: 0,
      turnover_20: 0,
      turnover_60: 0,
      turnover_trend_5_60: Number.NaN,
      volume_correlation_60: Number.NaN,
      volume_ewa_20: 0,
      volume_ewa_60: 0,
      volume_mean_20: 0,
      volume_mean_60: 0,
      volume_surprise_60: Number.NaN,
      volume_trend_20_60: Number.NaN,
      volume_trend_5_20: Number.NaN,
      volume_trend_60_250: Number.NaN,
    });
  });

  it('BTC beside itself: beta and correlation 1, nothing left over', () => {
    const panel = moving();
    for (const feature of PLAIN.filter(({ market }) => market.includes(BITCOIN))) {
      const value = catalogueValues(panel, { features: [feature] }).at(feature, '1', LAST);
      const expected = /^(beta|correlation)_/.test(feature.name) ? 1 : 0;
      expect({ [feature.name]: value }).toEqual({ [feature.name]: expect.closeTo(expected, 15) });
    }
  });

  it('a flat BTC: no slope and no residual, but no correlation either', () => {
    const panel = moving();
    panel.fields.close.fill(90_000, 0, DAYS);
    const values = valuesOf(panel, /^(beta|correlation|residual_)/);
    expect(new Set(Object.values(values))).toEqual(new Set([Number.NaN, 0]));
    expect(values).toMatchObject({
      beta_60: Number.NaN,
      correlation_60: 0,
      residual_momentum_60: Number.NaN,
    });
  });

  it('no BTC at all: what is compared with it is unknown', () => {
    const panel = moving();
    panel.fields.close.fill(Number.NaN, 0, DAYS);
    const values = valuesOf(panel, /^(beta|correlation|residual_)/);
    expect(Object.values(values).every(Number.isNaN)).toBe(true);
  });

  it('a price that only rises, or only falls: RSI 100 and 0, drawdown, no downside', () => {
    const panel = moving();
    const wanted =
      /^(rsi_14|drawdown_20|downside_volatility_20|sortino_60|up_share_20|distance_from_high_60|days_since_high_60|mfi_14)$/;
    const rising = withTokenTwo(panel, (day) => 1.01 ** day);
    expect(valuesOf(rising, wanted)).toEqual({
      rsi_14: 100,
      drawdown_20: 0,
      downside_volatility_20: 0,
      sortino_60: Number.NaN,
      up_share_20: 1,
      distance_from_high_60: 0,
      days_since_high_60: 0,
      mfi_14: 100,
    });
    expect(
      valuesOf(
        withTokenTwo(panel, (day) => 1.01 ** -day),
        wanted,
      ),
    ).toMatchObject({
      rsi_14: 0,
      drawdown_20: expect.closeTo(1.01 ** -19 - 1, 12),
      up_share_20: 0,
      days_since_high_60: 59,
      mfi_14: 0,
    });
  });

  it('a price of 5e-324 or 1e300: finite or unknown, never infinite', () => {
    for (const price of [5e-324, 1e300]) {
      const panel = withTokenTwo(moving(), { open: price, high: price, low: price, close: price });
      const values = Object.values(valuesOf(panel, /./));
      expect(values.filter((value) => !Number.isFinite(value) && !Number.isNaN(value))).toEqual([]);
    }
  });
});

/** BTC and another token, both there on all days: of the last two tokens one dies and one is late. */
function moving(): Panel {
  return inventedPanel({ tokens: 4, days: DAYS });
}

function lastValue(panel: Panel, feature: Feature): number {
  return catalogueValues(panel, { features: [feature], from: LAST }).at(feature, '2', LAST);
}

function valuesOf(panel: Panel, names: RegExp): Record<string, number> {
  const features = PLAIN.filter(({ name }) => names.test(name));
  const values = catalogueValues(panel, { features, from: LAST });
  return Object.fromEntries(features.map((feature) => [feature.name, values.at(feature, '2', LAST)]));
}

/** The panel with another token 2: some fields of it constant, or its price a function of the day. */
function withTokenTwo(
  panel: Panel,
  numbers: Partial<Record<Field, number>> | ((day: number) => number),
): Panel {
  const fields = Object.fromEntries(FIELDS.map((field) => [field, panel.fields[field].slice()])) as Record<
    Field,
    Float64Array
  >;
  for (const field of FIELDS) {
    for (let day = 0; day < DAYS; day++) {
      const constant = typeof numbers === 'function' ? undefined : numbers[field];
      const price =
        typeof numbers === 'function' && /open|high|low|close/.test(field) ? numbers(day) : undefined;
      fields[field][DAYS + day] = constant ?? price ?? fields[field][DAYS + day]!;
    }
  }
  return { ...panel, fields };
}
