import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { recordedMarket } from '../../../../scripts/standins/market/recordedMarket.ts';
import { rejectionOf } from '../../../support/limits.ts';
import { describeSharedData } from '../../../support/sharedData.ts';
import { temporaryFolders } from '../../../support/temporaryFolders.ts';

const folder = temporaryFolders();

describeSharedData('a recorded market', (shared) => {
  const data = join(shared, 'market');

  it('tells the recorded numbers of the tokens that have a ucid', async () => {
    const market = await recordedMarket(data);
    expect(market.tokens).toHaveLength(210);
    const token = market.tokens.find(({ ucid }) => ucid === '8104')!;
    expect(token).toMatchObject({ symbol: '1INCH', firstDay: '2024-01-10', lastDay: undefined, lot: 1 });
    expect(market.tokens.find(({ symbol }) => symbol === 'PEPE')).toMatchObject({ lot: 1000 });
    expect(market.quote(token, '2024-01-09')).toBeUndefined();
    expect(market.quote(token, '2026-03-18')!.close).toBeGreaterThan(0);
    expect(market.quote(token, '2026-03-19')).toBeUndefined();
  });

  it('can be moved to end on another day, weekday or not', async () => {
    const [asIs, moved] = [await recordedMarket(data), await recordedMarket(data, '2026-11-23')];
    const token = moved.tokens.find(({ ucid }) => ucid === '1')!;
    expect(moved.quote(token, '2026-11-23')).toEqual(asIs.quote(token, '2026-03-18'));
    expect(moved.quote(token, '2026-11-24')).toBeUndefined();
    expect(token.firstDay).toBe('2024-09-16');
  });
});

it('of a folder without the files is the error of the file system', async () => {
  expect(await rejectionOf(recordedMarket(folder()))).toMatchObject({ code: 'ENOENT' });
});
