import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../../../scripts/standins/numerai/localNumerai.ts';
import type { NumeraiOptions } from '../../../../scripts/standins/numerai/options.ts';
import { ask, closeAll, create, history, MODEL, numeraiAt, submit, upload, verdicts } from './calls.ts';

afterEach(closeAll);

const HOUR = 3600;
const csv = (text: string) => new TextEncoder().encode(text);
/** `count` tokens of the universe, all with `value` but the first. */
async function csvOf(numerai: LocalNumerai, count: number, value = 0.5): Promise<Uint8Array> {
  const rows = (await numerai.live.symbols())
    .slice(0, count)
    .map((symbol, i) => `${symbol},${i === 0 ? 0.1 : value}\n`);
  return csv(`symbol,signal\n${rows.join('')}`);
}

describe('an on-time submission', () => {
  it.each(['predictions.csv', 'predictions.parquet'])(
    'of %s is selected and counts in full',
    async (name) => {
      const numerai = await numeraiAt({ roundNumber: 1300 });
      const { id, filename } = await submit(numerai, { name });
      expect(await verdicts(numerai, id)).toEqual([
        {
          id,
          filename,
          selected: true,
          notes: null,
          tickersSubmittedCount: 300,
          tickersAcceptedCount: 300,
          round: { number: 1300, tournament: 12 },
        },
      ]);
      expect((await history(numerai))[0]).toMatchObject({
        id,
        filename,
        roundNumber: 1300,
        status: 'on-time',
      });
    },
  );

  it('shows an earlier one of the round no longer as selected', async () => {
    const numerai = await numeraiAt();
    const first = await submit(numerai);
    numerai.clock.advance(1);
    const second = await submit(numerai);
    const all = await verdicts(numerai);
    expect(all.map(({ id, selected }: { id: string; selected: boolean }) => [id, selected])).toEqual([
      [second.id, true],
      [first.id, false],
    ]);
    expect((await history(numerai))[0].id).toBe(second.id);
  });

  it('may be made twice of one file: two submissions of one name', async () => {
    const numerai = await numeraiAt();
    const filename = await upload(numerai);
    const ids = [await create(numerai, filename), await create(numerai, filename)].map(
      ({ data }) => data.createSubmission.id,
    );
    expect(new Set(ids).size).toBe(2);
    expect((await verdicts(numerai)).map((submission: { filename: string }) => submission.filename)).toEqual([
      filename,
      filename,
    ]);
  });

  it('counts the tokens that are in the universe', async () => {
    const numerai = await numeraiAt();
    const partly = await csvOf(numerai, 150);
    const { id } = await submit(numerai, { bytes: Buffer.concat([partly, csv('NOSUCH,2\n')]) });
    expect((await verdicts(numerai, id))[0]).toMatchObject({
      tickersSubmittedCount: 151,
      tickersAcceptedCount: 150,
    });
  });

  it('leaves other models alone', async () => {
    const numerai = await numeraiAt();
    await submit(numerai);
    const [, second] = numerai.models;
    expect(await verdicts(numerai, undefined, second!.id)).toEqual([]);
    expect((await history(numerai, 1, second!.id))[0].status).toBe('none');
  });

  it('has no verdict until validation is through', async () => {
    const numerai = await numeraiAt({ verdictSeconds: 30 });
    const { id } = await submit(numerai);
    numerai.clock.advance(29);
    const unknown = { selected: false, tickersSubmittedCount: null, tickersAcceptedCount: null };
    expect((await verdicts(numerai, id))[0]).toMatchObject(unknown);
    expect((await history(numerai))[0]).toMatchObject({ status: 'none', id: null, filename: null });
    numerai.clock.advance(1);
    expect((await verdicts(numerai, id))[0]).toMatchObject({ selected: true, tickersAcceptedCount: 300 });
    expect((await history(numerai))[0]).toMatchObject({ status: 'on-time', id });
  });
});

describe('createSubmission', () => {
  const message = async (numerai: LocalNumerai, filename: string) =>
    (await create(numerai, filename)).errors?.[0]?.message;

  it('wants a file that was stored', async () => {
    const numerai = await numeraiAt();
    const query = `{ submissionUploadAuth(filename: "a.csv", tournament: 12, modelId: "${MODEL}") { filename } }`;
    const { filename } = (await ask(numerai, { query })).data.submissionUploadAuth;
    expect(await message(numerai, filename)).toBe(`File not found: ${filename}`);
    expect(await message(numerai, 'a.csv')).toBe('File not found: a.csv');
    expect(numerai.submissions()).toEqual([]);
  });

  it('wants a round that takes submissions', async () => {
    const numerai = await numeraiAt({ opensInSeconds: 60, windowSeconds: 60, lateSeconds: 60 });
    const filename = await upload(numerai);
    const closed = 'Current round not open for submissions';
    expect(await message(numerai, filename)).toBe(closed);
    numerai.clock.advance(180);
    expect(await message(numerai, filename)).toBe(closed);
    numerai.clock.advance(-1);
    expect(await message(numerai, filename)).toBeUndefined();
  });

  it('keeps the trigger and the datestamp that came with it', async () => {
    const numerai = await numeraiAt();
    const filename = await upload(numerai);
    const query = `mutation { createSubmission(filename: "${filename}", tournament: 12, modelId: "${MODEL}",
      triggerId: "t-1", dataDatestamp: 20260520) { triggerId dataDatestamp } }`;
    expect((await ask(numerai, { query })).data.createSubmission).toEqual({
      triggerId: 't-1',
      dataDatestamp: 20260520,
    });
  });

  it.each([
    ['a wrong header', () => csv('token,signal\nBTC,0.5\n'), /^invalid_submission_headers: /],
    [
      '99 tokens',
      (numerai: LocalNumerai) => csvOf(numerai, 99),
      /^invalid_submission_ids: Not enough stocks/,
    ],
    [
      'a value of 1.1',
      (numerai: LocalNumerai) => csvOf(numerai, 300, 1.1),
      /^invalid_submission_values: .* 0 and 1/,
    ],
    [
      'one value for all',
      (numerai: LocalNumerai) => csvOf(numerai, 300, 0.1),
      /^invalid_submission_values: .*deviation/,
    ],
    [
      'bytes of no kind',
      () => new Uint8Array([0x50, 0x41, 0x52, 0x31, 0, 0]),
      /^Your upload seems to be invalid/,
    ],
  ])('refuses a file with %s', async (_, make, refusal) => {
    const numerai = await numeraiAt();
    const filename = await upload(numerai, { bytes: await make(numerai) });
    expect(await message(numerai, filename)).toMatch(refusal);
    expect(numerai.submissions()).toEqual([]);
  });

  it('takes exactly 100 tokens', async () => {
    const numerai = await numeraiAt();
    const { id } = await submit(numerai, { bytes: await csvOf(numerai, 100) });
    expect((await verdicts(numerai, id))[0]).toMatchObject({ selected: true, tickersAcceptedCount: 100 });
  });

  it.each([
    ['notes', /^invalid_submission_ids: /],
    ['silence', null],
  ] as const)('can leave a broken file to %s', async (rejection, notes) => {
    const numerai = await numeraiAt({ rejection });
    const { id } = await submit(numerai, { bytes: await csvOf(numerai, 99) });
    const [found] = await verdicts(numerai, id);
    expect(found).toMatchObject({ selected: false, tickersAcceptedCount: 0 });
    if (notes) expect(found.notes).toMatch(notes);
    else expect(found.notes).toBeNull();
    expect((await history(numerai))[0].status).toBe('none');
  });

  it('keeps the last valid one selected when a broken one follows', async () => {
    const numerai = await numeraiAt({ rejection: 'notes' });
    const good = await submit(numerai);
    numerai.clock.advance(1);
    await submit(numerai, { bytes: await csvOf(numerai, 99) });
    expect((await verdicts(numerai, good.id))[0].selected).toBe(true);
    expect((await history(numerai))[0]).toMatchObject({ id: good.id, status: 'on-time' });
  });
});

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
