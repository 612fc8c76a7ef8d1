import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../../../scripts/standins/numerai/localNumerai.ts';
import type { NumeraiOptions } from '../../../../scripts/standins/numerai/options.ts';
import { closeAll, history, MODEL, numeraiAt, submit, verdicts } from './calls.ts';

afterEach(closeAll);

const HOUR = 3600;

describe('a late submission', () => {
  async function lateIn(options: Partial<NumeraiOptions> = {}) {
    const numerai = await numeraiAt({ roundNumber: 1300, ...options });
    numerai.clock.advance(2 * HOUR);
    return { numerai, late: await submit(numerai) };
  }

  it('shows twice under one id: late for the round it missed, queued for the next', async () => {
    const { numerai, late } = await lateIn();
    expect((await history(numerai)).slice(0, 2)).toMatchObject([
      { ...late, roundNumber: 1301, status: 'queued' },
      { ...late, roundNumber: 1300, status: 'late' },
    ]);
  });

  it('turns on-time when the next round opens, under its name and a new id', async () => {
    const { numerai, late } = await lateIn();
    numerai.openNextRound({ inSeconds: 22 * HOUR });
    numerai.clock.advance(22 * HOUR);
    const [onTime, missed] = await history(numerai);
    expect(onTime).toMatchObject({ filename: late.filename, roundNumber: 1301, status: 'on-time' });
    expect(onTime.id).not.toBe(late.id);
    expect(missed).toMatchObject({ ...late, roundNumber: 1300, status: 'late' });
  });

  it('is still queued while the next round is open and the queue has not been worked off', async () => {
    const { numerai, late } = await lateIn({ queueSeconds: 60 });
    numerai.openNextRound();
    numerai.clock.advance(59);
    expect((await history(numerai))[0]).toMatchObject({ ...late, roundNumber: 1301, status: 'queued' });
    numerai.clock.advance(1);
    expect((await history(numerai))[0]).toMatchObject({ roundNumber: 1301, status: 'on-time' });
  });

  it('is replaced in the queue by a newer late one', async () => {
    const { numerai, late } = await lateIn();
    numerai.clock.advance(60);
    const newer = await submit(numerai);
    numerai.openNextRound();
    const names = numerai.submissions().map(({ filename }) => filename);
    expect(names).toEqual([newer.filename, late.filename]);
    expect((await history(numerai))[0]).toMatchObject({ filename: newer.filename, status: 'on-time' });
    expect(numerai.submissions()).toHaveLength(3);
  });

  it('gives way to an on-time upload of the next round, before or after it turns on-time', async () => {
    for (const queueSeconds of [0, 60]) {
      const { numerai } = await lateIn({ queueSeconds });
      numerai.openNextRound();
      numerai.clock.advance(30);
      const own = await submit(numerai);
      numerai.clock.advance(60);
      expect((await history(numerai))[0]).toMatchObject({ ...own, roundNumber: 1301, status: 'on-time' });
      expect((await verdicts(numerai, own.id))[0].selected).toBe(true);
    }
  });

  it('turns on-time once, however many ask at the same moment', async () => {
    const { numerai } = await lateIn();
    numerai.openNextRound();
    await Promise.all(Array.from({ length: 5 }, () => history(numerai)));
    expect(numerai.submissions()).toHaveLength(2);
  });

  it('is counted against the universe of the round it turns on-time in', async () => {
    const { numerai } = await lateIn();
    numerai.live.replace({ tokens: 280 });
    numerai.openNextRound();
    const [onTime] = await history(numerai);
    expect((await verdicts(numerai, onTime.id))[0]).toMatchObject({
      tickersSubmittedCount: 300,
      tickersAcceptedCount: 280,
    });
  });

  it('does not replace an on-time one', async () => {
    const numerai = await numeraiAt();
    const onTime = await submit(numerai);
    numerai.clock.advance(2 * HOUR);
    await submit(numerai);
    expect((await history(numerai))[1]).toMatchObject({ id: onTime.id, status: 'on-time' });
  });
});

describe('a seeded history', () => {
  it('can hold a leftover of the round before, which turned on-time', async () => {
    const numerai = await numeraiAt({ roundNumber: 1300 });
    await numerai.seed({ modelId: MODEL, roundNumber: 1299, filename: 'old-AAAAAAAAAAAA.csv', late: true });
    expect(await history(numerai, 1)).toMatchObject([
      {
        filename: 'old-AAAAAAAAAAAA.csv',
        roundNumber: 1300,
        status: 'on-time',
        timestamp: '2026-05-21T12:00:00Z',
      },
      { filename: 'old-AAAAAAAAAAAA.csv', roundNumber: 1299, status: 'late' },
    ]);
  });

  it('can hold a submission that somebody else made', async () => {
    const numerai = await numeraiAt({ roundNumber: 1300 });
    const { id } = await numerai.seed({
      modelId: MODEL,
      roundNumber: 1300,
      filename: 'by-hand.csv',
      tokens: 200,
    });
    expect((await history(numerai))[0]).toMatchObject({ id, filename: 'by-hand.csv', status: 'on-time' });
    expect((await verdicts(numerai, id))[0]).toMatchObject({ selected: true, tickersAcceptedCount: 200 });
  });

  it('can hold gaps: a round without a submission is listed with nothing but its dates', async () => {
    const numerai = await numeraiAt({ roundNumber: 1300 });
    expect((await history(numerai, 1))[1]).toEqual({
      id: null,
      roundNumber: 1299,
      roundOpen: '2026-05-20',
      roundCloseStaking: '2026-05-20',
      status: 'none',
      filename: null,
      timestamp: null,
    });
  });
});

describe('what was recorded of the real Numerai', () => {
  /** Rounds 1098 (Friday) and 1099 (Saturday until Monday), and a late Parquet upload on Tuesday morning. */
  async function untilTuesdayMorning(): Promise<LocalNumerai> {
    const numerai = await numeraiAt({
      roundNumber: 1098,
      clock: () => new Date('2025-09-19T13:00:00Z'),
      queueSeconds: 147,
    });
    numerai.clock.set(new Date('2025-09-20T13:00:00Z'));
    numerai.openNextRound({ windowSeconds: 49 * HOUR, lateSeconds: 23 * HOUR });
    numerai.clock.set(new Date('2025-09-23T07:22:37Z'));
    await submit(numerai, { name: 'example.parquet' });
    return numerai;
  }
  const name = expect.stringMatching(/^example-[A-Za-z0-9]{12}\.parquet$/);

  it('is reproduced: a late upload that turned on-time in round 1100, 61 entries for 60', async () => {
    const numerai = await untilTuesdayMorning();
    numerai.clock.set(new Date('2025-09-23T13:00:00Z'));
    numerai.openNextRound();
    numerai.clock.advance(600);
    const entries = await history(numerai, 60);
    expect(entries).toHaveLength(61);
    expect(entries.slice(0, 3)).toEqual([
      {
        id: expect.any(String),
        roundNumber: 1100,
        roundOpen: '2025-09-23',
        roundCloseStaking: '2025-09-23',
        status: 'on-time',
        filename: name,
        timestamp: '2025-09-23T13:02:27Z',
      },
      {
        id: expect.any(String),
        roundNumber: 1099,
        roundOpen: '2025-09-20',
        roundCloseStaking: '2025-09-22',
        status: 'late',
        filename: name,
        timestamp: '2025-09-23T07:22:37Z',
      },
      {
        id: null,
        roundNumber: 1098,
        roundOpen: '2025-09-19',
        roundCloseStaking: '2025-09-19',
        status: 'none',
        filename: null,
        timestamp: null,
      },
    ]);
    expect(entries[0].filename).toBe(entries[1].filename);
    expect(entries[0].id).not.toBe(entries[1].id);
  });

  it('is reproduced: a queued upload on top, under the id it has in the round it missed, 62 entries for 60', async () => {
    const entries = await history(await untilTuesdayMorning(), 60);
    expect(entries).toHaveLength(62);
    const shared = { id: entries[1].id, filename: name, timestamp: '2025-09-23T07:22:37Z' };
    expect(entries.slice(0, 2)).toEqual([
      {
        ...shared,
        roundNumber: 1100,
        roundOpen: '2025-09-23',
        roundCloseStaking: '2025-09-23',
        status: 'queued',
      },
      {
        ...shared,
        roundNumber: 1099,
        roundOpen: '2025-09-20',
        roundCloseStaking: '2025-09-22',
        status: 'late',
      },
    ]);
  });
});
