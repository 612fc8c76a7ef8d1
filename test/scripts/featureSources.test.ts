import { describe, expect, it } from '@jest/globals';
import { featureSources } from '../../scripts/featureSources.ts';
import { lookalikeLive } from '../../scripts/standins/lookalike.ts';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { refuseUnknownFeatures } from '../../shared/models/knownFeatures.ts';
import { recordingLog } from '../support/recordingLog.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();
const LIVE_KEY = 'rounds/1325/live.parquet';

async function refusal(features: readonly string[], live?: Uint8Array) {
  const store = directoryStore(folder());
  if (live) await store.put(LIVE_KEY, live);
  const log = recordingLog();
  const sources = await featureSources(store, log);
  try {
    refuseUnknownFeatures(features, sources);
    return { warnings: log.entries.length };
  } catch (error) {
    return { message: (error as Error).message, warnings: log.entries.length };
  }
}

describe('without a live file', () => {
  it.each([
    ['feature_momentum_61d', /^the dataset crypto\/v2\.0 lacks 1 .* \(nearest: feature_momentum_60d/],
    ['momentum_2O', /^the catalogue lacks 1 of the model's 1 features: momentum_2O \(nearest: momentum_20/],
    ['momentum_20_ranks', /nearest: momentum_20_rank/],
  ])('%s is mistyped', async (name, message) => {
    expect(await refusal([name])).toEqual({ message: expect.stringMatching(message), warnings: 0 });
  });

  it('known names pass, and names that are like none: they may come from elsewhere', async () => {
    const names = ['feature_momentum_60d', 'momentum_20', 'momentum_20_rank', 'feature_x', 'chain.flow'];
    expect(await refusal(names)).toEqual({ warnings: 0 });
    expect(await refusal(['a', 'b'])).toEqual({ warnings: 0 });
  });

  it('a name that is like none is refused beside names that are known', async () => {
    expect(await refusal(['momentum_20', 'a'])).toMatchObject({
      message: "1 of the model's 2 features are known nowhere: a",
    });
  });
});

describe('with a live file that a run has kept', () => {
  it("Numerai's features are what it has, whatever they are like", async () => {
    const live = await lookalikeLive({ date: '2026-11-22' });
    expect(await refusal(['feature_momentum_60d'], live)).toEqual({ warnings: 0 });
    expect(await refusal(['feature_x'], live)).toMatchObject({
      message: expect.stringMatching(/^the live file of round 1325 lacks 1 of .*: feature_x$/),
    });
  });

  it('one that cannot be read is told of and passed over', async () => {
    expect(await refusal(['feature_x'], Buffer.from('PAR1'))).toEqual({ warnings: 1 });
  });
});
