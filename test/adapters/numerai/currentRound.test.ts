import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { html, json, reset } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { asked, type NumeraiUnderTest, numeraiUnderTest } from '../../support/numeraiUnderTest.ts';

// The fields as a test of the official client's author has them, and the times of a real day.
const ROUND = {
  id: 'round-1',
  number: 1324,
  tournament: 12,
  target: 'main',
  isDaily: true,
  openTime: '2026-09-22T12:00:00Z',
  closeStakingTime: '2026-09-22T13:00:00Z',
  closeTime: '2026-09-23T12:00:00Z',
  scoreTime: '2026-09-27T00:00:00Z',
  resolveTime: '2026-10-25T00:00:00Z',
  dataDatestamp: 20260921,
  numTickers: 300,
  payoutFactor: '0.8',
  stakeThreshold: 10000,
  defaultCorrMultiplier: 0,
  defaultMmcMultiplier: 1,
  resolvedGeneral: false,
  resolvedStaking: false,
};

let numerai: NumeraiUnderTest;

beforeEach(async () => {
  numerai = await numeraiUnderTest({ credentials: undefined });
});
afterEach(() => numerai.server.close());

const rounds = (...list: unknown[]) => json({ data: { rounds: list } });
const current = () => numerai.client.currentRound(limitOf());

describe('currentRound', () => {
  it('takes the one that is open when several are named, whatever their order', async () => {
    const next = { ...ROUND, number: 1325, openTime: '2026-09-23T12:00:00Z' };
    const late = {
      ...ROUND,
      number: 1323,
      openTime: '2026-09-19T12:00:00Z',
      closeStakingTime: ROUND.openTime,
    };
    const closed = { ...late, number: 1322, closeTime: ROUND.openTime };
    numerai.server.script(
      rounds(next, late, ROUND, closed),
      rounds(closed, next, late),
      rounds(closed, next),
    );
    expect(await current()).toMatchObject({ number: 1324 });
    expect(await current()).toMatchObject({ number: 1323 });
    expect(await current()).toMatchObject({ number: 1325 });
  });

  it('reads the round, without sending a token', async () => {
    numerai.server.script(rounds(ROUND));
    expect(await current()).toEqual({
      number: 1324,
      openTime: new Date('2026-09-22T12:00:00Z'),
      closeStakingTime: new Date('2026-09-22T13:00:00Z'),
      closeTime: new Date('2026-09-23T12:00:00Z'),
      numTickers: 300,
    });
    const [request] = numerai.server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/' });
    expect(request!.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
    });
    expect(request!.headers).not.toHaveProperty('authorization');
    expect(asked(numerai.server, 0).variables).toEqual({ tournament: 12 });
  });

  it.each([
    ['2026-09-22T12:00:00.123456Z', '2026-09-22T12:00:00.123Z'],
    ['2026-09-22T14:00:00+02:00', '2026-09-22T12:00:00.000Z'],
    ['2026-09-22T12:00:00', '2026-09-22T12:00:00.000Z'],
    ['2026-09-22T12:00Z', '2026-09-22T12:00:00.000Z'],
  ])('reads the time %s', async (text, instant) => {
    numerai.server.script(rounds({ ...ROUND, openTime: text }));
    expect((await current())?.openTime.toISOString()).toBe(instant);
  });

  it.each([
    ['an empty list', { data: { rounds: [] } }],
    ['a list of null', { data: { rounds: [null] } }],
    ['an error', { errors: [{ message: 'Current round not open for submissions' }], data: { rounds: null } }],
    [
      'an error with a list of null',
      { errors: [{ message: 'Current round not open.' }], data: { rounds: [null] } },
    ],
    ['an error as an object', { errors: { detail: 'Current round not open for submissions' } }],
  ])('takes %s for "no round is open", at the first answer', async (_, answer) => {
    numerai.server.script(json(answer));
    expect(await current()).toBeUndefined();
    expect(numerai.server.requests).toHaveLength(1);
  });

  it('takes that error under a 4xx for the same', async () => {
    numerai.server.script(json({ errors: [{ message: 'Current round not open for submissions' }] }, 422));
    expect(await current()).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['data: null', { data: null }],
    ['no data', {}],
    ['rounds: null', { data: { rounds: null } }],
    ['no rounds', { data: {} }],
    ['a list instead of an object', []],
    ['null', null],
    ['a text', 'ok'],
    ['a round without number', { data: { rounds: [{ ...ROUND, number: null }] } }],
    ['a round without openTime', { data: { rounds: [{ ...ROUND, openTime: null }] } }],
    ['a round without closeStakingTime', { data: { rounds: [{ ...ROUND, closeStakingTime: undefined }] } }],
    ['a date where a time belongs', { data: { rounds: [{ ...ROUND, openTime: '2026-09-22' }] } }],
    ['an impossible time', { data: { rounds: [{ ...ROUND, openTime: '2026-13-42T12:00:00Z' }] } }],
  ])('takes %s for a malformed answer, never for "no round", and asks again', async (_, answer) => {
    numerai.server.script(json(answer), json(answer), json(answer), rounds(ROUND));
    expect((await current())?.number).toBe(1324);
    numerai.server.script(...Array(4).fill(json(answer)));
    expect(await rejectionOf(current())).toMatchObject({ code: 'malformed_answer', retryable: true });
    expect(numerai.server.requests).toHaveLength(8);
  });

  it('takes an HTML page under 200 for a malformed answer', async () => {
    numerai.server.script(html(), reset, html(503), rounds(ROUND));
    expect((await current())?.number).toBe(1324);
    expect(numerai.server.requests).toHaveLength(4);
  });

  it('accepts nothing after the deadline when Numerai tells no end of late acceptance', async () => {
    numerai.server.script(rounds({ ...ROUND, closeTime: null }));
    expect((await current())?.closeTime).toEqual(new Date('2026-09-22T13:00:00Z'));
  });

  it.each([null, undefined, 0])('takes numTickers %p for "not told"', async (numTickers) => {
    numerai.server.script(rounds({ ...ROUND, numTickers }));
    expect(await current()).toMatchObject({ number: 1324, numTickers: undefined });
  });

  it('skips a hole in the list', async () => {
    numerai.server.script(rounds(null, ROUND));
    expect((await current())?.number).toBe(1324);
  });

  it('does not trust a round that came with an error', async () => {
    const half = {
      errors: [{ message: 'Internal server error', path: ['rounds', 0] }],
      data: { rounds: [] },
    };
    numerai.server.script(json(half), rounds(ROUND));
    expect((await current())?.number).toBe(1324);
  });
});
