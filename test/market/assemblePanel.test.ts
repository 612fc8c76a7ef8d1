import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { addDays, daysBetween, type UtcDay } from '../../shared/domain/utcDay.ts';
import { assemblePanel, updatePanel } from '../../shared/market/assemblePanel.ts';
import { FIELDS } from '../../shared/market/bar.ts';
import { panelIndexesToTable, tableToPanelIndexes } from '../../shared/market/indexTable.ts';
import type { MarketDay } from '../../shared/market/marketDay.ts';
import type { Panel } from '../../shared/market/panel.ts';
import { filledDays, panelToTable, tableToPanel } from '../../shared/market/panelTable.ts';
import { bar } from '../support/fakeMarket.ts';

const FIRST: UtcDay = '2026-02-20';
const { NaN: unknown } = Number;
const marketDay = (
  at: number,
  closes: Readonly<Record<string, number>>,
  indexes: [string, number][] = [],
): MarketDay => ({
  day: addDays(FIRST, at),
  bars: Object.entries(closes).map(([key, close]) => {
    const [ucid = '', source = 'a'] = key.split(':');
    return bar({ ucid, source, close, volumeUsd: close * 10 });
  }),
  indexes: new Map(indexes),
});
const closesOf = (panel: Panel, ucid: string, source = 'a') => {
  const track = panel.tracks.findIndex((one) => one.ucid === ucid && one.source === source);
  return [...panel.fields.close.subarray(track * panel.days, (track + 1) * panel.days)];
};

describe('a panel', () => {
  it('has a track for each token and provider, a place for each day, NaN where nothing is known', () => {
    const panel = assemblePanel([
      marketDay(2, { '1': 12, '1:b': 12.1 }, [['fear_greed', 40]]),
      marketDay(0, { '1': 10, '2': 5 }),
    ]);
    expect(panel).toMatchObject({ firstDay: FIRST, days: 3 });
    expect(panel.tracks).toEqual([
      { ucid: '1', source: 'a' },
      { ucid: '1', source: 'b' },
      { ucid: '2', source: 'a' },
    ]);
    expect(closesOf(panel, '1')).toEqual([10, unknown, 12]);
    expect(closesOf(panel, '1', 'b')).toEqual([unknown, unknown, 12.1]);
    expect(closesOf(panel, '2')).toEqual([5, unknown, unknown]);
    expect([...panel.indexes.get('fear_greed')!]).toEqual([unknown, unknown, 40]);
    expect([...filledDays(panel)]).toEqual([FIRST, addDays(FIRST, 2)]);
  });

  it('replaces a day whole: a token that is gone from it is gone from the day', () => {
    const before = assemblePanel([marketDay(0, { '1': 10, '2': 5 }), marketDay(1, { '1': 11, '2': 6 })]);
    const after = updatePanel(before, [marketDay(1, { '1': 11.5 })], 400);
    expect(closesOf(after, '1')).toEqual([10, 11.5]);
    expect(closesOf(after, '2')).toEqual([5, unknown]);
    expect(closesOf(before, '2')).toEqual([5, 6]);
  });

  it('keeps its newest days, and forgets tokens of which none is left', () => {
    const before = assemblePanel([marketDay(0, { '2': 5 }), marketDay(1, { '1': 11 })]);
    const after = updatePanel(before, [marketDay(2, { '1': 12 })], 2);
    expect(after).toMatchObject({
      firstDay: addDays(FIRST, 1),
      days: 2,
      tracks: [{ ucid: '1', source: 'a' }],
    });
    expect(closesOf(after, '1')).toEqual([11, 12]);
  });
});

const history = fc.uniqueArray(
  fc.record({
    at: fc.integer({ min: 0, max: 12 }),
    closes: fc.dictionary(fc.constantFrom('1', '2', '3', '1:b', '2:b'), fc.constantFrom(1, 2.5, 1e-9, 7e12), {
      minKeys: 1,
    }),
    index: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
  }),
  { selector: ({ at }) => at, minLength: 1 },
);
const daysOf = (some: { at: number; closes: Record<string, number>; index: number | undefined }[]) =>
  some.map(({ at, closes, index }) =>
    marketDay(at, closes, index === undefined ? [] : [['fear_greed', index]]),
  );

describe('whatever the days', () => {
  it('a panel that grew in any order and any steps is the one made at once', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 15 }), (some, keep) => {
        const days = daysOf(some);
        let grown: Panel | undefined;
        for (const day of days) grown = updatePanel(grown, [day], Number.POSITIVE_INFINITY);
        const last = days
          .map(({ day }) => day)
          .sort()
          .at(-1)!;
        const kept = days.filter(({ day }) => daysBetween(day, last) < keep);
        const cut = updatePanel(grown, [], keep);
        const whole = assemblePanel(kept);
        // A cut begins exactly `keep` days before its end, or where the days begin, and the other at its first day.
        for (const { ucid, source } of whole.tracks) {
          const shift = daysBetween(cut.firstDay, whole.firstDay);
          expect(closesOf(cut, ucid, source).slice(shift)).toEqual(closesOf(whole, ucid, source));
        }
        expect(cut.tracks).toEqual(whole.tracks);
        expect(cut.days).toBeLessThanOrEqual(Math.max(keep, 1));
      }),
    );
  });

  it('panel.parquet gives every number back, whatever the order of its rows', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (some) => {
        const panel = assemblePanel(daysOf(some));
        const bytes = await tableFiles.writeTable(panelToTable(panel), ['date']);
        const table = await tableFiles.readTable(bytes);
        const indexes = tableToPanelIndexes(
          await tableFiles.readTable(await tableFiles.writeTable(panelIndexesToTable(panel), ['date'])),
          panel,
        );
        const read = tableToPanel(table, indexes)!;
        expect(read).toMatchObject({ firstDay: panel.firstDay, days: panel.days, tracks: panel.tracks });
        for (const field of FIELDS) expect(read.fields[field]).toEqual(panel.fields[field]);
        const filled = [...panel.indexes].filter(([, values]) =>
          values.some((value) => !Number.isNaN(value)),
        );
        expect(read.indexes).toEqual(new Map(filled));
      }),
      { numRuns: 30 },
    );
  });

  it('a table without rows is no panel', () => {
    expect(
      tableToPanel(panelToTable({ ...assemblePanel([marketDay(0, { '1': unknown })]) })),
    ).toBeUndefined();
  });
});
