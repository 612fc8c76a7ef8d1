import { describe, expect, it } from '@jest/globals';
import type { MarketFaultName } from '../../../scripts/standins/providers/marketFaults.ts';
import { limitOf } from '../../support/limits.ts';
import { type ContractSubject, contractTools, DAYS } from './contractTools.ts';
import { NOW, type StandinUnderTest } from './providerUnderTest.ts';

/** How a provider that does not answer, or answers nonsense, is told. */
export function failureContract(under: StandinUnderTest, subject: ContractSubject): void {
  const { tokens, one, requestFor, switchOn, switchOnAt, newRequests, failureOf } = contractTools(
    under,
    subject,
  );

  describe('a failing answer', () => {
    const outcomes: readonly [MarketFaultName, string, number][] = [
      ['unreachable', 'network_error', 4],
      ['reset-mid-body', 'network_error', 4],
      ['half-body', 'malformed_answer', 4],
      ['error-500', 'server_error', 4],
      ['error-504-html', 'server_error', 4],
      ['html-200', 'malformed_answer', 4],
      ['renamed-field', 'malformed_answer', 4],
      ['rate-limited', 'rate_limited', 4],
      ['geo-blocked', 'geo_blocked', 1],
      ['forbidden', 'geo_blocked', 1],
      ['wrong-key', 'access_denied', 1],
    ];

    it.each(outcomes)('%s is %s after %d requests', async (fault, code, requests) => {
      switchOn(`${fault}:always`);
      newRequests();
      const error = await failureOf(subject.open().history(one(), limitOf()));
      expect({ code: error.code, requests: newRequests().length }).toEqual({
        code: subject.codes?.[fault] ?? code,
        requests,
      });
    });

    it('an error under 200 is no answer', async () => {
      switchOn('error-in-200:always');
      const error = await failureOf(subject.open().history(one(), limitOf()));
      expect(['server_error', 'malformed_answer', 'request_refused']).toContain(error.code);
    });

    it.each(['timeout', 'slow-body'])('%s ends in time', async (fault) => {
      switchOn(`${fault}:always`);
      newRequests();
      under.timeoutMs = 150;
      const provider = subject.open();
      const started = Date.now();
      const error = await failureOf(provider.history(one(), limitOf()));
      expect(error.code).toBe('timed_out');
      expect(newRequests()).toHaveLength(4);
      expect(Date.now() - started).toBeLessThan(5000);
    });

    it.each(['error-500', 'html-200', 'unreachable', 'renamed-field'])('%s twice heals', async (fault) => {
      switchOn(`${fault}:2`);
      newRequests();
      const bars = await subject.open().history(one(), limitOf());
      expect(bars.map(({ day }) => day)).toEqual(DAYS);
      expect(newRequests()).toHaveLength(3);
    });

    it('waits as long as Retry-After says, and all requests wait with it', async () => {
      switchOn('rate-limited:1');
      const bars = await subject.open().history(requestFor(tokens()), limitOf());
      expect(bars).toHaveLength(tokens().length * DAYS.length);
      expect(Math.max(...under.clock.sleptMs)).toBeGreaterThanOrEqual(1000);
    });

    it('a storm of 429 ends in bounded time with few requests', async () => {
      switchOn('rate-limited:always');
      newRequests();
      const many = under.standin.market.tokens.filter(({ lot }) => lot !== undefined).slice(0, 40);
      const error = await failureOf(subject.open().history(requestFor(many), limitOf()));
      expect(error.code).toBe('rate_limited');
      expect(newRequests().length).toBeLessThanOrEqual(16);
      expect(under.clock.now().getTime() - Date.parse(NOW)).toBeLessThan(3 * 60_000);
    });

    it('does not begin a pause that would end after the limit', async () => {
      switchOn('rate-limited:always');
      newRequests();
      const error = await failureOf(subject.open().history(one(), limitOf('2026-11-24T00:40:00.500Z')));
      expect(error.code).toBe('rate_limited');
      expect(newRequests()).toHaveLength(1);
      expect(under.clock.sleptMs).toEqual([]);
    });

    it('shows no key and no query string', async () => {
      const keys = Object.values(under.standin.environment).filter((value) => !/^http/.test(value));
      for (const fault of ['error-500', 'geo-blocked', 'wrong-key', 'html-200', 'renamed-field']) {
        under.standin.faults.clear();
        switchOn(`${fault}:always`);
        const error = await failureOf(subject.open().history(one(), limitOf()));
        const shown = JSON.stringify([
          error.message,
          error.hint,
          String(error.cause ?? ''),
          under.log.entries,
        ]);
        for (const key of keys) expect(shown).not.toContain(key);
        expect(shown).not.toMatch(/https?:[^\s"]*\?/);
        expect(shown).toContain('/');
      }
    });

    it('sends its key in a header only', async () => {
      newRequests();
      await subject.open().history(one(), limitOf());
      const [request] = newRequests();
      expect(Object.values(request!.headers).includes('(hidden)')).toBe(subject.hasKey);
      for (const value of Object.values(under.standin.environment)) {
        expect(Object.values(request!.query)).not.toContain(value);
      }
    });
  });

  describe('its list of tokens', () => {
    it('has every token under the id its history knows', async () => {
      const listed = await subject.open().tokens(limitOf());
      const ids = new Map(listed.map((token) => [token.id, token]));
      for (const token of tokens()) {
        expect(ids.get(subject.idOf(token))?.symbol.toUpperCase()).toBe(token.symbol.toUpperCase());
      }
      expect(ids.size).toBe(listed.length);
    });

    it.each([
      ['renamed-field', 'malformed_answer'],
      ['html-200', 'malformed_answer'],
      ['error-500', 'server_error'],
    ])('%s is %s', async (fault, code) => {
      switchOnAt(subject.listedBy ?? subject.provider, `${fault}:always`);
      expect((await failureOf(subject.open().tokens(limitOf()))).code).toBe(code);
    });
  });
}
