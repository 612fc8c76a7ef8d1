import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { json } from '../../support/httpServer.ts';
import { limitOf } from '../../support/limits.ts';
import {
  asked,
  type NumeraiUnderTest,
  numeraiUnderTest,
  SECRET_KEY,
} from '../../support/numeraiUnderTest.ts';

let numerai: NumeraiUnderTest;

beforeEach(async () => {
  numerai = await numeraiUnderTest();
});
afterEach(() => numerai.server.close());

describe('submissions', () => {
  const submissions = (id?: string) => numerai.client.submissions('model-b', id, limitOf());

  it('reads what Numerai knows of an upload', async () => {
    const entry = {
      id: 's-1',
      filename: 'a.parquet',
      insertedAt: '2026-09-22T12:01:02.345Z',
      selected: true,
      notes: 'a remark',
      triggerId: null,
      dataDatestamp: null,
      tickersSubmittedCount: 300,
      tickersAcceptedCount: 299,
      round: { number: 1324, tournament: 12 },
    };
    numerai.server.script(json({ data: { submissions: [entry, null, { id: null, filename: null }] } }));
    expect(await submissions('s-1')).toEqual([
      {
        id: 's-1',
        filename: 'a.parquet',
        insertedAt: new Date('2026-09-22T12:01:02.345Z'),
        selected: true,
        notes: 'a remark',
        submittedCount: 300,
        acceptedCount: 299,
        roundNumber: 1324,
      },
    ]);
    expect(asked(numerai.server, 0).variables).toEqual({ modelId: 'model-b', id: 's-1' });
  });

  it('leaves open what is not known yet, and does not take it for selected', async () => {
    const bare = { id: 7, filename: null, selected: null, tickersAcceptedCount: null, round: null };
    numerai.server.script(json({ data: { submissions: [bare] } }));
    expect(await submissions()).toEqual([
      {
        id: '7',
        filename: '',
        insertedAt: undefined,
        selected: false,
        notes: undefined,
        submittedCount: undefined,
        acceptedCount: undefined,
        roundNumber: undefined,
      },
    ]);
    expect(asked(numerai.server, 0).variables).toEqual({ modelId: 'model-b' });
  });

  it('lists the newest first, those without a time last, and no holes', async () => {
    const at = (id: string, insertedAt: string | null) => ({ id, filename: `${id}.csv`, insertedAt });
    const list = [at('b', '2026-09-21T12:00:00Z'), null, at('x', null), at('a', '2026-09-22T12:00:00Z')];
    numerai.server.script(json({ data: { submissions: list } }));
    expect((await submissions()).map(({ id }) => id)).toEqual(['a', 'b', 'x']);
  });

  it('lists an upload whose time it cannot read, as one without a time', async () => {
    const list = [{ id: 'a', filename: 'a.csv', insertedAt: 'yesterday' }];
    numerai.server.script(json({ data: { submissions: list } }));
    expect(await submissions()).toMatchObject([{ id: 'a', insertedAt: undefined }]);
  });

  it('hands on a remark without keys and query strings', async () => {
    const notes = `see https://s.example.org/a.csv?X-Amz-Signature=hidden of ${SECRET_KEY}`;
    numerai.server.script(json({ data: { submissions: [{ id: 'a', filename: 'a.csv', notes }] } }));
    expect(await submissions()).toMatchObject([{ notes: 'see https://s.example.org/a.csv of ***' }]);
  });

  it('returns only the one asked for, should the server send more', async () => {
    const list = [
      { id: 'a', filename: 'a' },
      { id: 'b', filename: 'b' },
    ];
    numerai.server.script(json({ data: { submissions: list } }));
    expect((await submissions('b')).map(({ id }) => id)).toEqual(['b']);
  });

  it('asks again instead of taking null for an empty history', async () => {
    numerai.server.script(json({ data: { submissions: null } }), json({ data: { submissions: [] } }));
    expect(await submissions()).toEqual([]);
    expect(numerai.server.requests).toHaveLength(2);
  });
});

describe('roundSubmissions', () => {
  const rounds = () => numerai.client.roundSubmissions('model-b', limitOf());

  it('reads a recorded answer: a late upload that was queued and came on time', async () => {
    const entry = (id: string | null, roundNumber: number, status: string, filename: string | null) => ({
      id,
      roundNumber,
      roundOpen: '2025-09-23',
      roundCloseStaking: '2025-09-23',
      status,
      filename,
      timestamp: filename && '2025-09-23T13:02:27Z',
    });
    const latestSubmissions = [
      entry('0002', 1100, 'on-time', 'example-AAAAAAAAAAAA.parquet'),
      entry('0001', 1099, 'late', 'example-AAAAAAAAAAAA.parquet'),
      entry(null, 1098, 'none', null),
    ];
    const model = { id: 'model-b', name: 'example_model', tournament: 12, latestSubmissions };
    numerai.server.script(json({ data: { model } }));
    expect(await rounds()).toEqual([
      {
        roundNumber: 1100,
        status: 'on-time',
        filename: 'example-AAAAAAAAAAAA.parquet',
        submissionId: '0002',
      },
      { roundNumber: 1099, status: 'late', filename: 'example-AAAAAAAAAAAA.parquet', submissionId: '0001' },
      { roundNumber: 1098, status: 'none', filename: undefined, submissionId: undefined },
    ]);
    expect(asked(numerai.server, 0).variables).toEqual({ modelId: 'model-b', n: 8 });
  });

  it('puts the newest round first, skips holes and passes unknown words on', async () => {
    const latestSubmissions = [
      { roundNumber: 1100, status: 'late', id: 'a', filename: 'f' },
      null,
      { roundNumber: 1101, status: 'in-review', id: 'a', filename: 'f' },
    ];
    numerai.server.script(json({ data: { model: { latestSubmissions } } }));
    const told = await rounds();
    expect(told.map(({ roundNumber, status }) => [roundNumber, status])).toEqual([
      [1101, 'in-review'],
      [1100, 'late'],
    ]);
  });

  it('calls a status that is missing "none" only where there is no upload', async () => {
    const latestSubmissions = [
      { roundNumber: 3, status: null, id: 'a', filename: null },
      { roundNumber: 2, status: null, id: null, filename: 'f' },
      { roundNumber: 1, status: null, id: null, filename: null },
    ];
    numerai.server.script(json({ data: { model: { latestSubmissions } } }));
    expect((await rounds()).map(({ status }) => status)).toEqual(['unknown', 'unknown', 'none']);
  });

  it.each([null, { latestSubmissions: null }, { latestSubmissions: [{ status: 'on-time' }] }])(
    'asks again instead of taking %j for an answer',
    async (model) => {
      numerai.server.script(json({ data: { model } }), json({ data: { model: { latestSubmissions: [] } } }));
      expect(await rounds()).toEqual([]);
      expect(numerai.server.requests).toHaveLength(2);
    },
  );
});
