import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { html, json } from '../../support/httpServer.ts';
import { limitOf } from '../../support/limits.ts';
import { asked, type NumeraiUnderTest, numeraiUnderTest } from '../../support/numeraiUnderTest.ts';

const ROUND = {
  number: 1324,
  openTime: '2026-09-22T12:00:00Z',
  closeStakingTime: '2026-09-22T13:00:00Z',
  closeTime: '2026-09-23T12:00:00Z',
  numTickers: 300,
};

let numerai: NumeraiUnderTest;
beforeEach(async () => {
  numerai = await numeraiUnderTest({ credentials: undefined });
});
afterEach(() => numerai.server.close());

const rounds = (...list: unknown[]) => json({ data: { rounds: list } });
const numbers = async () => (await numerai.client.recentRounds(limitOf())).map(({ number }) => number);

describe('recentRounds', () => {
  it('asks for the newest rounds of Crypto, without sending a token', async () => {
    numerai.server.script(rounds(ROUND, { ...ROUND, number: 1323 }));
    expect(await numbers()).toEqual([1324, 1323]);
    expect(asked(numerai.server, 0).variables).toEqual({ tournament: 12, limit: 10 });
    expect(numerai.server.requests[0]!.headers).not.toHaveProperty('authorization');
  });

  it('leaves out a round that has no times yet, and holes', async () => {
    numerai.server.script(rounds(null, { number: 1325, openTime: null, closeStakingTime: null }, ROUND));
    expect(await numbers()).toEqual([1324]);
  });

  it('asks again after a page of a proxy', async () => {
    numerai.server.script(html(), rounds(ROUND));
    expect(await numbers()).toEqual([1324]);
  });
});
