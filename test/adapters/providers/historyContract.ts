import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { FIELDS } from '../../../shared/market/bar.ts';
import { limitOf } from '../../support/limits.ts';
import { type ContractSubject, contractTools, DAYS, FROM, TODAY } from './contractTools.ts';
import { daysFrom, NOW, type StandinUnderTest, YESTERDAY } from './providerUnderTest.ts';

/** What a provider tells of the past when all is well, and when its data is dirty. */
export function historyContract(under: StandinUnderTest, subject: ContractSubject): void {
  const { tokens, one, requestFor, switchOn, newRequests, expectTruth } = contractTools(under, subject);

  describe('a history', () => {
    it('has every finished day of every token, oldest first, with the true numbers', async () => {
      const provider = subject.open();
      const bars = await provider.history(requestFor(tokens()), limitOf());
      const expected = tokens().flatMap(({ ucid }) => DAYS.map((day) => `${ucid} ${day}`));
      expect(bars.map(({ ucid, day }) => `${ucid} ${day}`)).toEqual(expected);
      expectTruth(bars, provider.fields);
      expect(new Set(bars.map(({ source }) => source))).toEqual(new Set([provider.source]));
    });

    it('never has a day that is not over, whatever was asked for', async () => {
      const provider = subject.open();
      const bars = await provider.history(requestFor(tokens(), YESTERDAY, addDays(TODAY, 5)), limitOf());
      expect(bars.map(({ day }) => day)).toEqual(tokens().map(() => YESTERDAY));
    });

    it('is empty without a request for days to come, and for no tokens', async () => {
      const provider = subject.open();
      newRequests();
      expect(await provider.history(requestFor(tokens(), TODAY, addDays(TODAY, 3)), limitOf())).toEqual([]);
      expect(await provider.history(requestFor([]), limitOf())).toEqual([]);
      expect(newRequests()).toEqual([]);
    });

    it('takes a day for over at midnight UTC and not a millisecond before', async () => {
      const lastDayAt = async (time: string) => {
        await under.clock.sleep(Date.parse(time) - under.clock.now().getTime());
        const bars = await subject.open().history(one(), limitOf());
        return bars.at(-1)?.day;
      };
      await under.clock.sleep(Date.parse('2026-11-24T23:59:59.999Z') - Date.parse(NOW));
      const late = requestFor(tokens().slice(0, 1), FROM, TODAY);
      expect((await subject.open().history(late, limitOf())).at(-1)?.day).toBe(YESTERDAY);
      expect(await lastDayAt('2026-11-25T00:00:00.000Z')).toBe(YESTERDAY);
      expect((await subject.open().history(late, limitOf())).at(-1)?.day).toBe(TODAY);
    });

    it('leaves out unknown tokens, and does not make them up', async () => {
      const request = one();
      const unknown = {
        ucid: '99999999',
        id: subject.idOf({ ...tokens()[0]!, ucid: '99999999', symbol: 'NIX', slug: 'nix' }),
      };
      const bars = await subject
        .open()
        .history({ ...request, tokens: [unknown, ...request.tokens] }, limitOf());
      expect(bars.map(({ day }) => day)).toEqual(DAYS);
      expect(new Set(bars.map(({ ucid }) => ucid))).toEqual(new Set([request.tokens[0]!.ucid]));
    });

    it('begins with a token, not before', async () => {
      const young = under.standin.market.tokens.find(
        ({ lot, firstDay, lastDay }) =>
          lot !== undefined && !lastDay && firstDay > '2026-01-01' && firstDay < '2026-11-01',
      )!;
      const from = addDays(young.firstDay, -3);
      const bars = await subject
        .open()
        .history(requestFor([young], from, addDays(young.firstDay, 2)), limitOf());
      expect(bars.map(({ day }) => day)).toEqual(daysFrom(young.firstDay, addDays(young.firstDay, 2)));
    });

    it('costs as many requests as were announced', async () => {
      const provider = subject.open();
      newRequests();
      await provider.history(requestFor(tokens()), limitOf());
      expect(newRequests()).toHaveLength(provider.costOf(requestFor(tokens())).requests);
    });
  });

  describe('dirt in a history', () => {
    it.each(['duplicated-days', 'shuffled-days', 'other-shape'])('%s changes nothing', async (fault) => {
      switchOn(`${fault}:always`);
      const provider = subject.open();
      const bars = await provider.history(requestFor(tokens()), limitOf());
      expect(bars).toHaveLength(tokens().length * DAYS.length);
      expect(bars.slice(0, DAYS.length).map(({ day }) => day)).toEqual(DAYS);
      expectTruth(bars, provider.fields);
    });

    it.each(['missing-days', 'partial-page'])(
      '%s leaves days out and moves no number to another day',
      async (fault) => {
        switchOn(`${fault}:always`);
        const provider = subject.open();
        const bars = await provider.history(requestFor(tokens()), limitOf());
        expectTruth(bars, provider.fields);
        if (fault === 'missing-days') {
          expect(bars.length).toBeLessThan(tokens().length * DAYS.length);
          expect(bars.length).toBeGreaterThan(0);
        }
      },
    );

    it('numbers that are null, zero, negative, text or a bare NaN are unknown, never zero', async () => {
      switchOn('bad-numbers:always', 'bare-nan:always');
      const provider = subject.open();
      const bars = await provider.history(requestFor(tokens()), limitOf());
      for (const bar of bars) {
        for (const field of FIELDS) expect(Number.isNaN(bar[field]) || bar[field] > 0).toBe(true);
        if (!Number.isNaN(bar.close)) {
          expect(bar.close / under.truth(bar.ucid, bar.day)!.close).toBeCloseTo(1, 9);
        }
      }
      expect(bars.some(({ close }) => close > 0)).toBe(true);
    });

    it('a clock that is ahead lets no day in that is under way', async () => {
      switchOn('clock-ahead:always');
      const provider = subject.open();
      const bars = await provider.history(requestFor(tokens(), FROM, addDays(TODAY, 2)), limitOf());
      expect(bars.map(({ day }) => day)).toEqual(tokens().flatMap(() => DAYS));
      expectTruth(bars, provider.fields);
    });

    it('a clock that is behind has not seen the end of yesterday, so its yesterday is left out', async () => {
      switchOn('clock-behind:always');
      const provider = subject.open();
      const bars = await provider.history(requestFor(tokens()), limitOf());
      expect(bars.map(({ day }) => day)).toEqual(tokens().flatMap(() => DAYS.slice(0, -1)));
      expectTruth(bars, provider.fields);
    });
  });
}
