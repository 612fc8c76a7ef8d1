import { describe, expect, it } from '@jest/globals';
import { fearAndGreed } from '../../../shared/adapters/providers/alternative/fearAndGreed.ts';
import { defiLlama } from '../../../shared/adapters/providers/defillama/defiLlama.ts';
import { messari } from '../../../shared/adapters/providers/messari/messari.ts';
import { json } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { historyOf, scriptedProvider } from './scriptedProvider.ts';

// These answers are those of the providers' own documentation, as it was in 2026, shortened to what matters.

const provided = scriptedProvider();

describe('DefiLlama', () => {
  it('gives prices by coin; what it is unsure of is left out', async () => {
    const prices = [
      { timestamp: 1711843261, price: 69702.3 },
      { timestamp: 1711890000, price: 1 },
    ];
    const coins = {
      'coingecko:bitcoin': { symbol: 'BTC', confidence: 0.99, prices },
      'coingecko:doubt': { symbol: 'DBT', confidence: 0.3, prices },
    };
    const provider = defiLlama({ ...provided.answering(json({ coins })), names: { tokens: async () => [] } });
    const tokens = ['bitcoin', 'doubt', 'gone'].map((id, i) => ({
      ucid: String(i + 1),
      id: `coingecko:${id}`,
    }));
    const bars = await provider.history({ tokens, from: '2024-03-30', to: '2024-03-30' }, limitOf());
    expect(bars.map(({ ucid, day, close }) => [ucid, day, close])).toEqual([['1', '2024-03-30', 69702.3]]);
    expect(provided.asked()).toEqual([
      '/chart/coingecko:bitcoin,coingecko:doubt,coingecko:gone?start=1711843200&span=1&period=1d&searchWidth=900',
    ]);
  });
});

describe('Messari', () => {
  it.each([1735689600, 1735689600000])('gives candles by the names of their columns (%i)', async (time) => {
    const slugs = ['time', 'volume', 'close', 'open', 'high', 'low'];
    const metadata = { pointSchemas: slugs.map((slug) => ({ slug })), granularity: '1d' };
    const body = { data: { points: [[time, 5e9, 94000, 93000, 95000, 92000]] }, metadata };
    const bars = await messari(provided.answering(json(body))).history(
      historyOf('1e31218a', '2025-01-01'),
      limitOf(),
    );
    expect(bars).toMatchObject([
      { day: '2025-01-01', open: 93000, high: 95000, low: 92000, close: 94000, volumeUsd: 5e9 },
    ]);
  });

  it('says that its history is for Enterprise plans', async () => {
    const refused = json({ error: 'this endpoint requires an enterprise subscription' }, 403);
    const error = await rejectionOf(
      messari(provided.answering(refused)).history(historyOf('1e31218a', '2025-01-01'), limitOf()),
    );
    expect(error).toMatchObject({ code: 'plan_lacks_history', hint: expect.stringContaining('Enterprise') });
  });
});

describe('alternative.me', () => {
  const body = {
    name: 'Fear and Greed Index',
    data: [
      { value: '47', value_classification: 'Neutral', timestamp: '1777248000', time_until_update: '25675' },
      { value: '33', value_classification: 'Fear', timestamp: '1777161600' },
    ],
    metadata: { error: null },
  };

  it('gives its index oldest first, each value on the day of its time stamp', async () => {
    const index = fearAndGreed(provided.answering(json(body)));
    expect(await index.history({ from: '2026-04-26', to: '2026-04-27' }, limitOf())).toEqual([
      { day: '2026-04-26', value: 33 },
      { day: '2026-04-27', value: 47 },
    ]);
    expect(provided.asked()).toEqual(['/fng/?limit=150&format=json']);
  });

  it('does not take times in words for numbers', async () => {
    const data = [{ value: '47', timestamp: '04-27-2026' }];
    const options = provided.answering(...Array.from({ length: 4 }, () => json({ ...body, data })));
    const error = await rejectionOf(
      fearAndGreed(options).history({ from: '2026-04-26', to: '2026-04-27' }, limitOf()),
    );
    expect(error).toMatchObject({ code: 'malformed_answer' });
  });
});
