import { describe, expect, it } from '@jest/globals';
import type { Ports } from '../../shared/ports.ts';
import { type Day, useDay } from '../support/day.ts';
import { pushLinear, withLive } from '../support/linearDay.ts';

const MOMENTUM = 'feature_momentum_60d';
const SHARPE = 'feature_sharpe_ratio_60d';
const begin = useDay();

const settingsOf = (...candidates: unknown[]) => ({ slots: [{ name: 'example_model', candidates }] });
const mix = { name: 'mix', models: [{ model: 'base' }, { model: 'linear' }] };

describe('a blend is passed over', () => {
  const passedOver = async (day: Day, ports: Partial<Ports> = {}, candidate = 'base') => {
    expect(await day.tick({ ports })).toMatchObject({
      outcome: 'degraded',
      slots: [{ outcome: 'submitted', candidate, degraded: true }],
    });
    const [attempt] = (await day.record()).attempts;
    return (attempt!.passedOver as { code: string; message: string }[])[0];
  };

  it('when a feature of one model is not there, with the names of both', async () => {
    const day = await begin({ settings: settingsOf(mix, 'base') });
    await pushLinear(day, 'linear', { feature_momentum_61d: 1 });
    expect(await passedOver(day)).toMatchObject({
      code: 'missing_features',
      message: expect.stringMatching(/^linear: .*feature_momentum_61d \(nearest: feature_momentum_60d/),
    });
  });

  it('when one model gives nothing for too many tokens', async () => {
    const day = await begin({ settings: settingsOf(mix, 'base') });
    await pushLinear(day, 'linear', { [MOMENTUM]: 1 });
    const live = withLive(day, { [MOMENTUM]: (_, row) => (row < 31 ? Number.NaN : row) });
    expect(await passedOver(day, live)).toMatchObject({
      code: 'coverage_too_low',
      message: 'linear: features exist for 269 of 300 tokens, 270 are required',
    });
  });

  it('when each model has enough tokens and all together have not', async () => {
    const day = await begin({ settings: settingsOf(mix, 'linear') });
    await pushLinear(day, 'linear', { [SHARPE]: 1 });
    const kinds = ['bollinger', 'close_avg', 'close_ewa', 'market_cap_avg', 'market_cap_ewa', 'volatility'];
    const mostOfBase = kinds.flatMap((kind) => [`feature_${kind}_20d`, `feature_${kind}_60d`]);
    const live = withLive(day, {
      ...Object.fromEntries(mostOfBase.map((name) => [name, (_, row) => (row < 20 ? Number.NaN : row % 5)])),
      [SHARPE]: (_, row) => (row >= 280 ? Number.NaN : row),
    });
    expect(await passedOver(day, live, 'linear')).toMatchObject({
      code: 'coverage_too_low',
      message: 'features exist for 260 of 300 tokens, 270 are required',
    });
  });

  it('when one model is constant', async () => {
    const day = await begin({ settings: settingsOf(mix, 'base') });
    await pushLinear(day, 'linear', { [MOMENTUM]: 0 });
    expect(await passedOver(day)).toMatchObject({
      code: 'output_constant',
      message: 'linear: the raw output is (nearly) the same for every token',
    });
  });

  it('when its models cancel each other', async () => {
    const models = [{ model: 'up' }, { model: 'down' }];
    const day = await begin({ settings: settingsOf({ name: 'mix', models }, 'base') });
    await pushLinear(day, 'up', { [MOMENTUM]: 1 });
    await pushLinear(day, 'down', { [MOMENTUM]: -1 });
    expect(await passedOver(day)).toMatchObject({
      code: 'output_constant',
      message: 'the raw output is (nearly) the same for every token',
    });
  });

  it('when a feature to neutralise to is not there', async () => {
    const day = await begin({
      settings: settingsOf({ ...mix, neutralise: { features: [SHARPE, 'beta'] } }, 'base'),
    });
    await pushLinear(day, 'linear', { [MOMENTUM]: 1 });
    expect(await passedOver(day)).toMatchObject({
      code: 'missing_column',
      message: expect.stringMatching(/no column "beta"; its columns are: .*feature_/),
    });
  });

  it('when the features it is neutralised to leave nothing', async () => {
    const one = { name: 'one', models: [{ model: 'linear' }], neutralise: { features: [MOMENTUM] } };
    const day = await begin({ settings: settingsOf(one, 'base') });
    await pushLinear(day, 'linear', { [MOMENTUM]: 1 });
    const live = withLive(day, { [MOMENTUM]: (_, row) => row % 2 });
    expect(await passedOver(day, live)).toMatchObject({
      code: 'output_constant',
      message: expect.stringContaining('nothing is left to rank'),
    });
  });
});
