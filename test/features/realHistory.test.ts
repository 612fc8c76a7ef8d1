import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '../../shared/features/catalogue.ts';
import type { Panel, Track } from '../../shared/market/panel.ts';
import { realPanels } from '../support/barPanel.ts';
import { type CatalogueValues, catalogueValues } from '../support/catalogueValues.ts';
import { panelDays, panelTracks } from '../support/panelParts.ts';
import { sharedData } from '../support/sharedFolder.ts';

const LIVE_DAYS = 400;
/** Every day and token takes some minutes, so by default every 150th day of every sixteenth token is looked at. */
const IS_THOROUGH = process.env.AUTOPILOT_TEST_ALL_HISTORY === '1';
const DAY_STEP = IS_THOROUGH ? 1 : 150;

if (sharedData) {
  describe.each(realPanels(sharedData))('the real history of $name', ({ panel: all }) => {
    const isLookedAt = ({ ucid }: Track, i: number) => IS_THOROUGH || ucid === '1' || i % 16 === 0;
    const panel = panelTracks(all, all.tracks.filter(isLookedAt));

    it('gives each token the same bits from a panel of 400 days as from the whole history', () => {
      const whole = catalogueValues(panel);
      let [cells, known] = [0, 0];
      const off: string[] = [];
      for (let day = panel.days - 1; day >= LIVE_DAYS; day -= DAY_STEP) {
        const live = catalogueValues(panelDays(panel, day + 1 - LIVE_DAYS, day + 1), { from: LIVE_DAYS - 1 });
        const seen = compareDay(panel, { whole, live, day }, off);
        cells += seen.cells;
        known += seen.known;
      }
      expect(off.slice(0, 10)).toEqual([]);
      expect(known / cells).toBeGreaterThan(0.7);
    }, 3_600_000);
  });
} else describe.skip('real history (skipped: no ../shared/data)', () => it('is compared', () => {}));

interface Sides {
  readonly whole: CatalogueValues;
  readonly live: CatalogueValues;
  readonly day: number;
}

function compareDay({ tracks }: Panel, { whole, live, day }: Sides, off: string[]) {
  let known = 0;
  for (const feature of CATALOGUE) {
    for (const { ucid } of tracks) {
      const [a, b] = [whole.at(feature, ucid, day), live.at(feature, ucid, LIVE_DAYS - 1)];
      if (!Object.is(a, b)) off.push(`${feature.name} of ${ucid} on day ${day}: ${a} and ${b}`);
      if (!Number.isNaN(a)) known++;
    }
  }
  return { cells: tracks.length * CATALOGUE.length, known };
}
