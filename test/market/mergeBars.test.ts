import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyCorrections } from '../../shared/market/applyCorrections.ts';
import { type Bar, FIELDS } from '../../shared/market/bar.ts';
import { mergeBars } from '../../shared/market/mergeBars.ts';
import { bar } from '../support/fakeMarket.ts';

const later = new Date('2026-11-25T11:40:00Z');
const reading = fc.oneof(
  fc.constant(Number.NaN),
  fc.constantFrom(1, 2, 3),
  fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
);
const dayOf = (collectedAt: Date) =>
  fc
    .uniqueArray(
      fc.record({
        ucid: fc.constantFrom('1', '2', '3', '4'),
        source: fc.constantFrom('a', 'b'),
        numbers: fc.tuple(reading, reading, reading, reading, reading, reading),
      }),
      { selector: ({ ucid, source }) => `${ucid} ${source}` },
    )
    .map((rows) =>
      rows.map(({ ucid, source, numbers }) =>
        bar({
          ucid,
          source,
          collectedAt,
          ...Object.fromEntries(FIELDS.map((field, i) => [field, numbers[i]])),
        }),
      ),
    );
const stored = dayOf(new Date('2026-11-25T00:40:00Z'));
const incoming = dayOf(later);
const cell = (bars: readonly Bar[], { ucid, source }: Bar, field: (typeof FIELDS)[number]) =>
  bars.find((one) => one.ucid === ucid && one.source === source)?.[field] ?? Number.NaN;

describe('a day that is open', () => {
  it('takes rows and numbers it lacks, and notes what contradicts it', () => {
    const before = [bar({ ucid: '1', close: 10 })];
    const told = [
      bar({ ucid: '1', close: 11, volumeUsd: 5, collectedAt: later }),
      bar({ ucid: '2', close: 3 }),
    ];
    const merged = mergeBars(before, told, false);
    expect(merged).toMatchObject({ added: 1, filled: 1 });
    expect(merged.bars).toEqual([
      bar({ ucid: '1', close: 10, volumeUsd: 5, collectedAt: later }),
      bar({ ucid: '2', close: 3 }),
    ]);
    expect(merged.corrections).toEqual([
      expect.objectContaining({
        ucid: '1',
        field: 'close',
        was: 10,
        now: 11,
        seenAt: later,
        appliedAt: undefined,
      }),
    ]);
  });

  it('takes decimals that went another way for the same number', () => {
    expect(mergeBars([bar({ close: 1 })], [bar({ close: 1 + 5e-10 })], false).corrections).toEqual([]);
    expect(mergeBars([bar({ close: 1 })], [bar({ close: 1 + 5e-9 })], false).corrections).toHaveLength(1);
  });

  it('never loses or changes a number that is there', () => {
    fc.assert(
      fc.property(stored, incoming, (before, told) => {
        const { bars } = mergeBars(before, told, false);
        for (const one of before) {
          for (const field of FIELDS)
            if (!Number.isNaN(one[field])) expect(cell(bars, one, field)).toBe(one[field]);
        }
      }),
    );
  });

  it('has nothing to do when told the same again', () => {
    fc.assert(
      fc.property(stored, incoming, (before, told) => {
        const { bars, corrections } = mergeBars(before, told, false);
        const again = mergeBars(bars, told, false);
        expect(again).toMatchObject({ added: 0, filled: 0, bars });
        expect(again.corrections).toEqual(corrections);
      }),
    );
  });
});

describe('a day that is closed', () => {
  it('stays bit for bit as it is, and everything else told is a correction that a repair puts in', () => {
    fc.assert(
      fc.property(stored, incoming, (before, told) => {
        const { bars, added, filled, corrections } = mergeBars(before, told, true);
        expect({ bars, added, filled }).toEqual({ bars: before, added: 0, filled: 0 });
        const repaired = applyCorrections(before, corrections);
        for (const one of told) {
          for (const field of FIELDS) {
            const wanted = Number.isNaN(one[field]) ? cell(before, one, field) : one[field];
            const got = cell(repaired, one, field);
            expect(Object.is(got, wanted) || Math.abs(got / wanted - 1) <= 1e-9).toBe(true);
          }
        }
      }),
    );
  });

  it('repaired tells when its newest number came, and gives a new token a row', () => {
    const { corrections } = mergeBars(
      [],
      [bar({ ucid: '9', symbol: '币', close: 2, collectedAt: later })],
      true,
    );
    expect(applyCorrections([], corrections)).toEqual([
      bar({ ucid: '9', symbol: '币', close: 2, collectedAt: later }),
    ]);
  });
});
