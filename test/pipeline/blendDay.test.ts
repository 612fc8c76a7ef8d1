import { describe, expect, it } from '@jest/globals';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { buildSubmission } from '../../shared/domain/buildSubmission.ts';
import { rankAverage } from '../../shared/domain/rankAverage.ts';
import { spearman } from '../../shared/domain/spearman.ts';
import { numberColumn } from '../../shared/domain/table.ts';
import { type Day, useDay } from '../support/day.ts';
import { pushLinear, withLive } from '../support/linearDay.ts';

const MOMENTUM = 'feature_momentum_60d';
const SHARPE = 'feature_sharpe_ratio_60d';
const begin = useDay();

const settingsOf = (...candidates: unknown[]) => ({ slots: [{ name: 'example_model', candidates }] });
const mix = { name: 'mix', models: [{ model: 'base', weight: 2 }, { model: 'linear' }] };

/** What Numerai was sent, and the live file of the day. */
async function sent(day: Day, slot = 'example_model') {
  const name = day.created().find((filename) => filename.startsWith(`r1325-${slot}-`));
  const uploaded = await tableFiles.readTable(day.numerai.uploaded(name!)!);
  const live = await tableFiles.readTable((await day.store.get('rounds/1325/live.parquet'))!.bytes);
  return { signal: numberColumn(uploaded, 'signal'), live: (name: string) => numberColumn(live, name) };
}

describe('a blend', () => {
  it('is submitted as the ranked mean of the ranks of its models, under its own name', async () => {
    const models = [
      { model: 'm', weight: 3 },
      { model: 's', weight: 1 },
    ];
    const day = await begin({ settings: settingsOf({ name: 'm-and-s', models }) });
    await pushLinear(day, 'm', { [MOMENTUM]: 1 });
    await pushLinear(day, 's', { [SHARPE]: -2 });
    expect(await day.tick()).toMatchObject({
      outcome: 'submitted',
      slots: [{ candidate: 'm-and-s', degraded: false, accepted: 300 }],
    });
    const { signal, live } = await sent(day);
    const raws = [
      { raw: live(MOMENTUM), weight: 3 },
      { raw: live(SHARPE).map((value) => -value), weight: 1 },
    ];
    const symbols = await day.numerai.live.symbols();
    expect(signal).toEqual(buildSubmission(symbols, rankAverage(raws)).submission.values);
    expect(day.created()[0]).toMatch(/^r1325-example_model-m-and-s-/);
    expect(await day.tick()).toMatchObject({ outcome: 'already-submitted' });
  });

  it('is known by what went into it, in the document and in the record, also to later runs', async () => {
    const neutralise = { features: [SHARPE], proportion: 0.5 };
    const day = await begin({ settings: settingsOf({ ...mix, neutralise }) });
    const version = await pushLinear(day, 'linear', { [MOMENTUM]: 1 });
    const [slot] = (await day.tick()).slots;
    const base = { model: 'base', weight: 2, version: expect.stringMatching(/^20261124T120000Z-/) };
    const recipe = { models: [base, { model: 'linear', weight: 1, version }], neutralise };
    expect(slot!.recipe).toEqual(recipe);
    expect(JSON.stringify(day.log.entries)).toMatch(/predicted by base \S+ × 2, linear \S+ × 1"/);
    const [attempt] = (await day.record()).attempts;
    expect(attempt).toMatchObject({ candidate: 'mix', recipe });
    expect(attempt).not.toHaveProperty('modelVersion');
    expect((await day.tick()).slots[0]!.recipe).toEqual(recipe);
  });

  it('of one model has the version of that model in its record, as the model alone has', async () => {
    for (const candidate of ['base', { name: 'one', models: [{ model: 'base' }] }]) {
      const day = await begin({ settings: settingsOf(candidate) });
      await day.tick();
      const [attempt] = (await day.record()).attempts;
      const version = attempt!.modelVersion;
      expect(version).toMatch(/^20261124T120000Z-/);
      expect(attempt!.recipe).toEqual({ models: [{ model: 'base', version, weight: 1 }] });
      await day.close();
    }
  });

  it('leans on no feature that it is neutralised to', async () => {
    const plain = { name: 'plain', models: [{ model: 'base' }, { model: 'linear' }] };
    const neutral = { ...plain, name: 'neutral', neutralise: { features: [MOMENTUM, SHARPE] } };
    const slots = [
      { name: 'example_model', candidates: [plain] },
      { name: 'second_model', candidates: [neutral] },
    ];
    const day = await begin({ settings: { slots } });
    await pushLinear(day, 'linear', { [MOMENTUM]: 3, [SHARPE]: -3, feature_volatility_20d: 0.1 });
    expect(await day.tick()).toMatchObject({ outcome: 'submitted', slots: [{}, { degraded: false }] });
    for (const feature of [MOMENTUM, SHARPE]) {
      const exposure = async (slot: string) => {
        const { signal, live } = await sent(day, slot);
        return Math.abs(spearman(signal, live(feature)));
      };
      expect(await exposure('example_model')).toBeGreaterThan(0.2);
      expect(await exposure('second_model')).toBeLessThan(0.1);
    }
  });

  it('sends a token that one of its models gives nothing for as 0.5, and says how many', async () => {
    const day = await begin({ settings: settingsOf(mix) });
    await pushLinear(day, 'linear', { [MOMENTUM]: 1 });
    const ports = withLive(day, { [MOMENTUM]: (_, row) => (row < 30 ? Number.NaN : row) });
    const document = await day.tick({ ports });
    expect(document).toMatchObject({ outcome: 'submitted', slots: [{ degraded: false, accepted: 300 }] });
    expect(document.reason).toContain('30 tokens without a prediction are sent as 0.5');
    const { signal } = await sent(day);
    expect([...signal.slice(0, 30)]).toEqual(Array(30).fill(0.5));
    expect((await day.record()).attempts[0]).toMatchObject({ coverage: 0.9, uncovered: { length: 30 } });
  });

  it('is degraded by what is odd about one of its models, and says which', async () => {
    const neutralise = { features: ['feature_volume_avg_20d'] };
    const day = await begin({ settings: settingsOf({ ...mix, neutralise }) });
    await pushLinear(day, 'linear', { [MOMENTUM]: 1 });
    const ports = withLive(day, { feature_volume_avg_20d: () => Number.NaN });
    expect(await day.tick({ ports })).toMatchObject({ outcome: 'degraded', slots: [{ candidate: 'mix' }] });
    expect((await day.record()).attempts[0]!.warnings).toEqual([
      'base: 1 of 22 features have no value for any token: feature_volume_avg_20d',
      'neutralise: 1 of 1 features have no value for any token: feature_volume_avg_20d',
      expect.stringContaining('without a prediction'),
    ]);
  });

  it('shares its models with the other candidates and slots of the run', async () => {
    const day = await begin({ settings: { slots: [{ name: '*', candidates: [mix, 'linear', 'base'] }] } });
    await pushLinear(day, 'linear', { [MOMENTUM]: 0 });
    const reads: string[] = [];
    const get = (key: string) => {
      reads.push(key);
      return day.store.get(key);
    };
    const document = await day.tick({ ports: { store: { ...day.store, get } } });
    expect(document.slots).toMatchObject([{ candidate: 'base' }, { candidate: 'base' }]);
    const pointers = reads.filter((key) => key.endsWith('/current.json')).sort();
    expect(pointers).toEqual(['models/base/current.json', 'models/linear/current.json']);
  });

  it('replaces a worse candidate once it can, and is not replaced itself', async () => {
    const day = await begin({ settings: settingsOf(mix, 'base') });
    expect(await day.tick()).toMatchObject({
      outcome: 'degraded',
      slots: [{ outcome: 'submitted', candidate: 'base', degraded: true }],
    });
    expect((await day.record()).attempts[0]!.passedOver).toEqual([
      { candidate: 'mix', code: 'unknown_model', message: 'linear: no model linear in the store' },
    ]);
    await pushLinear(day, 'linear', { [MOMENTUM]: 1 });
    expect(await day.tick()).toMatchObject({ outcome: 'submitted', slots: [{ candidate: 'mix' }] });
    expect(await day.tick()).toMatchObject({ outcome: 'already-submitted', slots: [{ candidate: 'mix' }] });
    expect(day.created()).toHaveLength(2);
  });
});
