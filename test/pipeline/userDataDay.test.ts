import { describe, expect, it } from '@jest/globals';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { buildSubmission } from '../../shared/domain/buildSubmission.ts';
import { numberColumn } from '../../shared/domain/table.ts';
import { importUserTable } from '../../shared/pipeline/userTables.ts';
import { columnTable } from '../support/columnTable.ts';
import { type Day, useDay } from '../support/day.ts';
import { pushLinear } from '../support/linearDay.ts';

/** The round opens on the 24th: its live file is of the day before. */
const LIVE_DAY = '2026-11-23';
const MINE = { name: 'mine', signal: 'chain.flow' };
const begin = useDay();

function settingsOf(...candidates: unknown[]) {
  return { slots: [{ name: 'example_model', candidates }] };
}

async function importDay(day: Day, date: string, flow: readonly (number | null)[]): Promise<void> {
  const symbols = (await day.numerai.live.symbols()).slice(0, flow.length);
  const rows = columnTable({ symbol: symbols, flow });
  await importUserTable({ store: day.store, files: tableFiles }, { table: 'chain', day: date, rows });
}

async function sentSignal(day: Day): Promise<Float64Array> {
  return numberColumn(await tableFiles.readTable(day.numerai.uploaded(day.created()[0]!)!), 'signal');
}

const ramp = (rows: number, sign = 1) => Array.from({ length: rows }, (_, row) => sign * row);

describe('a signal', () => {
  it('is ranked and submitted as it is, under its own name', async () => {
    const day = await begin({ settings: settingsOf(MINE) });
    await importDay(day, LIVE_DAY, ramp(300, -1));
    expect(await day.tick()).toMatchObject({
      outcome: 'submitted',
      slots: [
        { candidate: 'mine', degraded: false, accepted: 300, recipe: { models: [], signal: 'chain.flow' } },
      ],
    });
    const symbols = await day.numerai.live.symbols();
    const expected = buildSubmission(symbols, Float64Array.from(ramp(300, -1))).submission.values;
    expect(await sentSignal(day)).toEqual(expected);
    const [attempt] = (await day.record()).attempts;
    expect(attempt).toMatchObject({ candidate: 'mine', recipe: { models: [], signal: 'chain.flow' } });
    expect(attempt).not.toHaveProperty('modelVersion');
  });

  it('never looks at numbers of a later day, and forgets those that are too old', async () => {
    const day = await begin({ settings: { ...settingsOf(MINE, 'base'), userMaxAgeDays: 2 } });
    await importDay(day, '2026-11-24', ramp(300, -1));
    await importDay(day, '2026-11-20', ramp(300, -1));
    const late = await day.tick();
    expect(late.slots[0]).toMatchObject({ candidate: 'base', degraded: true });
    await day.close();

    const fresh = await begin({ settings: { ...settingsOf(MINE, 'base'), userMaxAgeDays: 2 } });
    await importDay(fresh, '2026-11-21', ramp(300));
    await importDay(fresh, '2026-11-24', ramp(300, -1));
    expect((await fresh.tick()).slots[0]).toMatchObject({ candidate: 'mine', degraded: false });
    expect((await sentSignal(fresh))[0]).toBeLessThan(0.01);
  });

  it('gives way when it covers too few tokens, is the same for all, or is not there', async () => {
    const reason = async (prepare: (day: Day) => Promise<void>) => {
      const day = await begin({ settings: settingsOf(MINE, 'base') });
      await prepare(day);
      const document = await day.tick();
      expect(document.slots[0]).toMatchObject({ outcome: 'submitted', candidate: 'base', degraded: true });
      await day.close();
      return JSON.stringify(day.log.entries);
    };
    expect(await reason((day) => importDay(day, LIVE_DAY, ramp(200)))).toMatch(/200 of 300/);
    expect(await reason((day) => importDay(day, LIVE_DAY, Array(300).fill(1)))).toMatch(
      /same for every token/,
    );
    expect(await reason(async () => {})).toMatch(/the store has no table chain/);
    const other = async (day: Day) => {
      const rows = columnTable({ symbol: await day.numerai.live.symbols(), flows: ramp(300) });
      await importUserTable({ store: day.store, files: tableFiles }, { table: 'chain', day: LIVE_DAY, rows });
    };
    expect(await reason(other)).toMatch(/no column flow; nearest: flows/);
  });
});

describe('a column of the user', () => {
  it('is a feature like any other, also to be neutralised to', async () => {
    const blend = {
      name: 'mix',
      models: [{ model: 'own' }],
      neutralise: { features: ['chain.flow'], proportion: 0.5 },
    };
    const day = await begin({ settings: settingsOf(blend) });
    await pushLinear(day, 'own', { 'chain.flow': -1, feature_momentum_60d: 0.001 });
    await importDay(day, LIVE_DAY, ramp(300));
    expect((await day.tick()).slots[0]).toMatchObject({
      outcome: 'submitted',
      candidate: 'mix',
      degraded: false,
    });
    const signal = await sentSignal(day);
    expect(signal[0]).toBeGreaterThan(signal[299]!);
  });

  it('that is missing for some tokens counts as any missing feature does', async () => {
    const day = await begin({ settings: settingsOf('own', 'base') });
    await pushLinear(day, 'own', { 'chain.flow': 1 });
    await importDay(day, LIVE_DAY, [...ramp(299), null]);
    expect((await day.tick()).slots[0]).toMatchObject({
      outcome: 'submitted',
      candidate: 'own',
      accepted: 300,
    });
    expect((await sentSignal(day))[299]).toBe(0.5);
  });
});
