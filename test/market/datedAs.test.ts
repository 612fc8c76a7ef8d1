import { describe, expect, it } from '@jest/globals';
import { addDays, type UtcDay } from '../../shared/domain/utcDay.ts';
import type { DatedBar } from '../../shared/market/bar.ts';
import { datedAs } from '../../shared/market/datedAs.ts';
import { realPanels } from '../support/barPanel.ts';
import { bar, drawn, trueClose } from '../support/fakeMarket.ts';
import { sharedData } from '../support/sharedFolder.ts';

const DAY: UtcDay = '2026-11-20';
const tokens = Array.from({ length: 40 }, (_, i) => String(i + 1));
const closes = (day: UtcDay, noise = 0): DatedBar[] =>
  tokens.map((ucid) => ({
    ...bar({ ucid, close: trueClose(ucid, day) * (1 + noise * (drawn(Number(ucid), 3) - 0.5)) }),
    day,
  }));
const around = [-1, 0, 1].flatMap((away) => closes(addDays(DAY, away), 0.002));

describe('the day of closes', () => {
  it.each([-1, 0, 1])('is found by what another provider tells of the days beside it: %i', (away) => {
    const day = addDays(DAY, away);
    expect(datedAs(closes(day), around)).toBe(day);
  });

  it('is not known from one day alone, from few tokens, or when nothing moved', () => {
    expect(datedAs(closes(DAY), closes(DAY))).toBeUndefined();
    expect(datedAs(closes(DAY).slice(0, 9), around)).toBeUndefined();
    const still = [DAY, addDays(DAY, 1)].flatMap((day) => closes(DAY).map((one) => ({ ...one, day })));
    expect(datedAs(closes(DAY), still)).toBeUndefined();
  });

  it('is not known when tokens say this and that, or have no close', () => {
    const mixed = closes(DAY).map((one, i) => (i % 2 ? one : closes(addDays(DAY, 1))[i]!));
    expect(datedAs(mixed, around)).toBeUndefined();
    const unknown = closes(DAY).map((one) => ({ ...one, close: Number.NaN }));
    expect(datedAs(unknown, around)).toBeUndefined();
    expect(
      datedAs(
        closes(DAY),
        around.map((one) => ({ ...one, close: 0 })),
      ),
    ).toBeUndefined();
  });
});

if (sharedData) {
  describe.each(realPanels(sharedData))('the real history of $name', ({ panel }) => {
    const of = (day: number, factor = (_: number) => 1): DatedBar[] =>
      panel.tracks.map(({ ucid }, track) => ({
        ...bar({ ucid, close: panel.fields.close[track * panel.days + day]! * factor(track) }),
        day: addDays(panel.firstDay, day),
      }));

    it('never takes one day for another, though two providers lie up to half a percent apart', () => {
      const apart = (track: number) => 1 + 0.01 * (drawn(track, 9) - 0.5);
      let [found, looked] = [0, 0];
      for (let day = 1; day < panel.days - 1; day += 7) {
        const told = [day - 1, day, day + 1].flatMap((one) => of(one, apart));
        const as = datedAs(of(day), told);
        expect([undefined, addDays(panel.firstDay, day)]).toContain(as);
        looked++;
        if (as) found++;
      }
      expect(found / looked).toBeGreaterThan(0.95);
    });
  });
} else describe.skip('real history (skipped: no ../shared/data)', () => it('is dated', () => {}));
