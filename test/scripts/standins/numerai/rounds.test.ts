import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, CURRENT_ROUND, closeAll, numeraiAt, OPENS } from './calls.ts';

afterEach(closeAll);

const minutesLater = (minutes: number) => new Date(OPENS.getTime() + minutes * 60_000);

describe('rounds', () => {
  it('gives the current round under number 0, times with whole seconds, to anyone', async () => {
    const numerai = await numeraiAt({ roundNumber: 1300 });
    expect(await ask(numerai, { ...CURRENT_ROUND, authorization: null })).toEqual({
      data: {
        rounds: [
          {
            number: 1300,
            openTime: '2026-05-21T12:00:00Z',
            closeStakingTime: '2026-05-21T13:00:00Z',
            closeTime: '2026-05-22T12:00:00Z',
            numTickers: 300,
          },
        ],
      },
    });
  });

  it('goes on giving a round after the on-time deadline, while it takes late submissions', async () => {
    const numerai = await numeraiAt();
    numerai.clock.set(minutesLater(24 * 60 - 1));
    expect((await ask(numerai, CURRENT_ROUND)).data.rounds).toHaveLength(1);
    numerai.clock.advance(60);
    expect((await ask(numerai, CURRENT_ROUND)).errors).toHaveLength(1);
  });

  it.each([
    [
      'error',
      {
        data: { rounds: null },
        errors: [
          expect.objectContaining({ message: 'Current round not open for submissions', path: ['rounds'] }),
        ],
      },
    ],
    ['null', { data: { rounds: [null] } }],
    ['empty', { data: { rounds: [] } }],
  ] as const)('says between rounds that none is open: %s', async (betweenRounds, answer) => {
    const numerai = await numeraiAt({ betweenRounds, opensInSeconds: 60 });
    expect(await ask(numerai, CURRENT_ROUND)).toEqual(answer);
    numerai.clock.advance(60);
    expect((await ask(numerai, CURRENT_ROUND)).data.rounds).toHaveLength(1);
  });

  it('may have opened before the start', async () => {
    const numerai = await numeraiAt({ opensInSeconds: -600 });
    const { rounds } = (await ask(numerai, CURRENT_ROUND)).data;
    expect(rounds[0].openTime).toBe('2026-05-21T11:50:00Z');
  });

  it('moves on to the next round when that opens', async () => {
    const numerai = await numeraiAt({ roundNumber: 7 });
    numerai.openNextRound({ inSeconds: 86_400 });
    numerai.clock.advance(86_400);
    expect((await ask(numerai, CURRENT_ROUND)).data.rounds[0]).toMatchObject({
      number: 8,
      openTime: '2026-05-22T12:00:00Z',
    });
  });

  it('lists rounds newest first by status, limit and number', async () => {
    const numerai = await numeraiAt({ roundNumber: 1300 });
    numerai.openNextRound({ inSeconds: 86_400 });
    const numbers = async (filter: string) => {
      const { data } = await ask(numerai, { query: `{ rounds(tournament: 12${filter}) { number } }` });
      return data.rounds.map((round: { number: number }) => round.number);
    };
    expect(await numbers(', status: OPEN')).toEqual([1300]);
    expect(await numbers(', status: UPCOMING')).toEqual([1301]);
    expect(await numbers(', limit: 3')).toEqual([1301, 1300, 1299]);
    expect(await numbers(', number: 1299')).toEqual([1299]);
    expect((await numbers(', status: RESOLVING'))[0]).toBe(1299);
    expect((await numbers(', status: RESOLVED'))[0]).toBeLessThan(1299);
  });

  it.each([
    [undefined, 120],
    [null, null],
    [119, 119],
  ])('counts the tickers itself unless told otherwise: %p', async (numTickers, given) => {
    const numerai = await numeraiAt({ numTickers, live: { tokens: 120 } });
    expect((await ask(numerai, CURRENT_ROUND)).data.rounds[0].numTickers).toBe(given);
  });
});
