import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, closeAll, MODEL, numeraiAt } from './calls.ts';

afterEach(closeAll);

interface Row {
  roundNumber: number;
  day: number;
  displayName: string;
  value: number;
  percentile: number;
  resolved: boolean;
  payoutPending: string | null;
  payoutSettled: string | null;
}

async function scores(filter = '', modelId = MODEL, options = {}): Promise<Row[]> {
  const query = `{ submissionScores(modelId: "${modelId}", tournament: 12${filter}) {
    roundNumber day displayName value percentile resolved payoutPending payoutSettled
  } }`;
  const numerai = await numeraiAt({ roundNumber: 1300, ...options });
  return (await ask(numerai, { query, authorization: null })).data.submissionScores;
}

describe('submissionScores', () => {
  it('has no scores for the rounds of the last four days, and resolved ones after 32', async () => {
    const rows = await scores();
    expect(Math.max(...rows.map(({ roundNumber }) => roundNumber))).toBeLessThan(1298);
    expect(rows.some(({ resolved }) => resolved)).toBe(true);
    expect(rows.every(({ percentile }) => percentile > 0 && percentile < 1)).toBe(true);
  });

  it('scores a round on up to 20 days, the newest first', async () => {
    const days = (await scores(', displayName: "mmc"')).filter(({ roundNumber }) => roundNumber === 1250);
    expect(days.map(({ day }) => day)).toEqual(Array.from({ length: 20 }, (_, i) => 20 - i));
  });

  it('does not change from call to call, and differs from model to model', async () => {
    expect(await scores()).toEqual(await scores());
    const other = await scores('', '00000000-0000-4000-8000-00000000000b');
    expect(other.map(({ value }) => value)).not.toEqual((await scores()).map(({ value }) => value));
  });

  it.each([
    [', lastNRounds: 3', ({ roundNumber }: Row) => roundNumber, 3],
    [', displayName: "mmc"', ({ displayName }: Row) => displayName, 1],
    [', day: 1', ({ day }: Row) => day, 1],
    [', resolved: true', ({ resolved }: Row) => resolved, 1],
  ])('filters by%s', async (filter, key: (row: Row) => unknown, distinct) => {
    const rows = await scores(filter);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(key)).size).toBe(distinct);
  });

  it('keeps one row a round on demand', async () => {
    const rounds = (await scores(', displayName: "mmc", distinctOnRound: true')).map(
      (row) => row.roundNumber,
    );
    expect(new Set(rounds).size).toBe(rounds.length);
  });

  it('pays a share of the stake for MMC only, settled when the round is resolved', async () => {
    const rows = await scores(', distinctOnRound: true, displayName: "mmc"');
    for (const { value, payoutSettled, payoutPending } of rows) {
      expect([payoutSettled, payoutPending]).toContain(null);
      const payout = 25 * Math.max(-0.05, Math.min(0.05, 0.85 * value));
      expect(Number(payoutSettled ?? payoutPending)).toBeCloseTo(payout, 12);
    }
  });
});

describe('v2RoundModelPerformances and pendingModelPayouts', () => {
  it('agree with the scores', async () => {
    const numerai = await numeraiAt();
    const query = `{
      v2RoundModelPerformances(modelId: "${MODEL}", tournament: 12) {
        roundNumber roundResolved submissionScores { displayName payoutPending payoutSettled }
      }
      pendingModelPayouts(tournament: 12) { actual { roundNumber payoutNmr } pending { roundNumber payoutNmr } }
    }`;
    const { data } = await ask(numerai, { query });
    const { actual, pending } = data.pendingModelPayouts;
    const paid = [...pending, ...actual].map(({ roundNumber, payoutNmr }) => [roundNumber, payoutNmr]);
    // biome-ignore lint/suspicious/noExplicitAny: as the query asked for
    const scored = data.v2RoundModelPerformances.map(({ roundNumber, submissionScores }: any) => {
      const mmc = submissionScores.find(({ displayName }: Row) => displayName === 'mmc');
      return [roundNumber, mmc.payoutSettled ?? mmc.payoutPending];
    });
    expect(actual.length).toBeGreaterThan(0);
    expect(pending.length).toBeGreaterThan(0);
    expect(paid).toEqual(scored);
  });
});
