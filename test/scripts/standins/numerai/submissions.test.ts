import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../../../scripts/standins/numerai/localNumerai.ts';
import { ask, closeAll, create, history, MODEL, numeraiAt, submit, upload, verdicts } from './calls.ts';

afterEach(closeAll);

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
