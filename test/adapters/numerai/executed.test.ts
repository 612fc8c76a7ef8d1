import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema, graphql } from 'graphql';
import type { Reply } from '../../support/httpServer.ts';
import { bytes, status } from '../../support/httpServer.ts';
import { limitOf } from '../../support/limits.ts';
import { type NumeraiUnderTest, numeraiUnderTest } from '../../support/numeraiUnderTest.ts';

const root = resolve(import.meta.dirname, '../../..');
const schema = buildSchema(readFileSync(resolve(root, 'scripts/standins/numerai/schema.graphql'), 'utf8'));

let numerai: NumeraiUnderTest;

beforeEach(async () => {
  numerai = await numeraiUnderTest();
});
afterEach(() => numerai.server.close());

/** Executes the operation that was sent, as a GraphQL server does: only what is asked for comes back. */
const executed: Reply = async (response, request) => {
  const { query: source, variables: variableValues } = JSON.parse(String(request.body));
  const result = await graphql({ schema, source, variableValues, rootValue: rootValue() });
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(result));
};

function rootValue() {
  const round = {
    number: 1324,
    openTime: '2026-09-22T12:00:00Z',
    closeStakingTime: '2026-09-22T13:00:00Z',
    closeTime: '2026-09-23T12:00:00Z',
    numTickers: 300,
  };
  const upload = { id: 's-1', filename: 'stored.parquet', insertedAt: '2026-09-22T12:01:00Z', round };
  const counts = { selected: true, notes: 'fine', tickersSubmittedCount: 300, tickersAcceptedCount: 300 };
  const entry = { id: 's-1', roundNumber: 1324, status: 'on-time', filename: 'stored.parquet' };
  return {
    apiTokenInfo: { accountUsername: 'someone', name: 'autopilot', scopes: ['upload_submission'] },
    account: { models: [{ id: 'm-1', name: 'mine', tournament: 12 }] },
    rounds: ({ tournament, number }: Record<string, number>) =>
      tournament === 12 && number === 0 ? [round] : [],
    listDatasets: ['crypto/v2.0/live.parquet'],
    dataset: ({ filename }: { filename: string }) =>
      new URL(`/files/${filename}?x=1`, numerai.server.url).href,
    submissionUploadAuth: { filename: 'stored.parquet', url: new URL('/store?x=1', numerai.server.url).href },
    createSubmission: ({ source }: { source: string }) => ({ id: `s-of-${source}` }),
    submissions: [{ ...upload, ...counts }],
    model: {
      latestSubmissions: ({ latestNRounds }: Record<string, number>) => [
        { ...entry, roundNumber: latestNRounds },
      ],
    },
  };
}

describe('a server that executes the operations', () => {
  it('is understood in all of them: nothing that is read was not asked for', async () => {
    const { client, server } = numerai;
    const limit = limitOf();
    server.script(executed, executed, executed, executed, bytes(Buffer.from('PAR1 content PAR1')));
    expect(await client.preflight(limit)).toMatchObject({ name: 'autopilot', scopes: ['upload_submission'] });
    expect(await client.models(limit)).toEqual([{ id: 'm-1', name: 'mine' }]);
    expect((await client.liveFile(limit)).name).toBe('crypto/v2.0/live.parquet');
    expect(server.requests[4]!.path).toBe('/files/crypto/v2.0/live.parquet?x=1');

    server.script(executed, status(200), executed, executed, executed, executed);
    const request = { modelId: 'm-1', filename: 'f.parquet', bytes: new Uint8Array(5) };
    expect(await client.upload(request, limit)).toBe('stored.parquet');
    expect(await client.createSubmission('m-1', 'stored.parquet', limit)).toBe(
      's-of-numerai-crypto-autopilot',
    );
    expect(await client.submissions('m-1', 's-1', limit)).toEqual([
      {
        id: 's-1',
        filename: 'stored.parquet',
        insertedAt: new Date('2026-09-22T12:01:00Z'),
        selected: true,
        roundNumber: 1324,
        submittedCount: 300,
        acceptedCount: 300,
        notes: 'fine',
      },
    ]);
    expect(await client.roundSubmissions('m-1', limit)).toEqual([
      { roundNumber: 8, status: 'on-time', filename: 'stored.parquet', submissionId: 's-1' },
    ]);
    expect(await client.currentRound(limit)).toMatchObject({ number: 1324, numTickers: 300 });
  });
});
