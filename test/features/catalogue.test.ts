import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUE } from '../../shared/features/catalogue.ts';
import { BITCOIN, type Feature } from '../../shared/features/feature.ts';
import type { Panel } from '../../shared/market/panel.ts';
import { type CatalogueValues, catalogueValues } from '../support/catalogueValues.ts';
import { inventedPanel } from '../support/inventedPanel.ts';
import { panelDays, panelTracks } from '../support/panelParts.ts';

const DAYS = 440;
/** Panels that take long to make are made once; what varies is the day, or the tokens. */
const PANELS = [11, 12, 13].map((seed) => inventedPanel({ tokens: 6, days: DAYS, seed, isDirty: true }));
const WHOLE = PANELS.map((panel) => catalogueValues(panel));
const dirt = fc.nat(PANELS.length - 1);
const few = { numRuns: 4 } as const;
const ucidsOf = (panel: Panel) => [...new Set(panel.tracks.map(({ ucid }) => ucid))];

describe('the catalogue', () => {
  it('has at least sixty features of at least a dozen families over several windows', () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CATALOGUE.map(({ family }) => family)).size).toBeGreaterThanOrEqual(12);
  });

  it('gives each feature a name of its own that is neither Numerai’s nor a user’s', () => {
    const names = CATALOGUE.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^(?!feature_)[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
    expect(names.filter((name) => /_(rank|gauss|bin)$/.test(name))).toEqual([]);
  });

  it.each(CATALOGUE)('tells everything about $name', (feature) => {
    expect(feature.lookbackDays).toBeGreaterThanOrEqual(1);
    expect(feature.lookbackDays).toBeLessThanOrEqual(365);
    for (const text of ['version', 'family', 'source', 'definition', 'missing', 'degenerate'] as const) {
      expect({ [text]: feature[text] }).toEqual({ [text]: expect.stringMatching(/\S/) });
    }
  });
});

describe('every feature of the catalogue, on a panel full of dirt', () => {
  it('keeps each bit when later days are appended', () => {
    fc.assert(
      fc.property(dirt, fc.integer({ min: 20, max: DAYS - 1 }), (which, end) => {
        const panel = PANELS[which]!;
        const before = catalogueValues(panelDays(panel, 0, end));
        expect(differences(panel, before, WHOLE[which]!, { to: end })).toEqual([]);
      }),
      few,
    );
  });

  it('keeps each bit when the panel begins 400 days before instead of at the first day known', () => {
    fc.assert(
      fc.property(dirt, fc.integer({ min: 400, max: DAYS - 1 }), (which, day) => {
        const panel = PANELS[which]!;
        const live = catalogueValues(panelDays(panel, day - 399, day + 1), { from: 399, to: 399 });
        const shifted = { at: (feature: Feature, ucid: string) => live.at(feature, ucid, 399) };
        expect(differences(panel, shifted, WHOLE[which]!, { from: day, to: day + 1 })).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('reads nothing before its own lookback', () => {
    fc.assert(
      fc.property(dirt, fc.integer({ min: 365, max: DAYS - 1 }), (which, day) => {
        const panel = PANELS[which]!;
        for (const feature of CATALOGUE) {
          const { lookbackDays } = feature;
          const last = lookbackDays - 1;
          const window = panelDays(panel, day - last, day + 1);
          const own = catalogueValues(window, { features: [feature], from: last, to: last });
          const shifted = { at: (one: Feature, ucid: string) => own.at(one, ucid, last) };
          const there = { features: [feature], from: day, to: day + 1 };
          expect(differences(panel, shifted, WHOLE[which]!, there)).toEqual([]);
        }
      }),
      few,
    );
  });

  it('gives the same for some days as for all days together', () => {
    fc.assert(
      fc.property(dirt, fc.nat(DAYS - 1), fc.nat(40), (which, from, more) => {
        const panel = PANELS[which]!;
        const to = Math.min(DAYS - 1, from + more);
        const some = catalogueValues(panel, { from, to });
        expect(differences(panel, some, WHOLE[which]!, { from, to: to + 1 })).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('does not look at other tokens, except BTC where it says so', () => {
    fc.assert(
      fc.property(dirt, fc.subarray(['2', '3', '4', '5', '6']), (which, others) => {
        const panel = PANELS[which]!;
        const isOther = ({ ucid }: { readonly ucid: string }) => others.includes(ucid);
        const fewer = panelTracks(
          panel,
          panel.tracks.filter((one) => one.ucid === '1' || isOther(one)).reverse(),
        );
        expect(differences(fewer, catalogueValues(fewer), WHOLE[which]!)).toEqual([]);
        const alone = panelTracks(panel, panel.tracks.filter(isOther));
        const features = CATALOGUE.filter(({ market }) => !market.includes(BITCOIN));
        expect(differences(alone, catalogueValues(alone, { features }), WHOLE[which]!, { features })).toEqual(
          [],
        );
      }),
      few,
    );
  });

  it('is a finite number with one zero, or the one NaN', () => {
    const odd: string[] = [];
    for (const [which, panel] of PANELS.entries()) {
      for (const feature of CATALOGUE) {
        for (const ucid of ucidsOf(panel)) {
          const values = WHOLE[which]!.of(feature, ucid);
          expect(values).toHaveLength(DAYS);
          if (!values.every(isCanonical)) odd.push(`${feature.name} of ${ucid}`);
        }
      }
    }
    expect(odd).toEqual([]);
  });

  it('knows nothing of a token before it is listed, on its missing days and after it died', () => {
    const panel = inventedPanel({ tokens: 5, days: DAYS });
    const values = catalogueValues(panel);
    for (const feature of CATALOGUE) {
      const [late, dead] = [values.of(feature, '5'), values.of(feature, '4')];
      const known = [...late.slice(0, DAYS * 0.4), ...dead.slice(DAYS * 0.7)].filter(
        (value) => !Number.isNaN(value),
      );
      expect({ [feature.name]: known }).toEqual({ [feature.name]: [] });
    }
  });

  it('has a value on every day once its lookback is full', () => {
    const panel = inventedPanel({ tokens: 4, days: DAYS });
    const values = catalogueValues(panel);
    const gaps = CATALOGUE.filter((feature) =>
      values
        .of(feature, '2')
        .subarray(feature.lookbackDays - 1)
        .some(Number.isNaN),
    );
    expect(gaps.map(({ name }) => name)).toEqual([]);
  });
});

interface Region {
  readonly features?: readonly Feature[];
  /** Days of `right`, end exclusive. */
  readonly from?: number;
  readonly to?: number;
}

/** Where two computations do not agree to the last bit, over the tokens of a panel. */
function differences(
  panel: Panel,
  left: Pick<CatalogueValues, 'at'>,
  right: CatalogueValues,
  { features = CATALOGUE, from = 0, to }: Region = {},
): string[] {
  const found: string[] = [];
  const end = to ?? Math.min(DAYS, panel.days);
  for (const feature of features) {
    for (const ucid of ucidsOf(panel)) {
      for (let day = from; day < end; day++) {
        const [a, b] = [left.at(feature, ucid, day), right.at(feature, ucid, day)];
        if (!Object.is(a, b)) found.push(`${feature.name} of ${ucid} on day ${day}: ${a} and ${b}`);
      }
    }
  }
  return found.slice(0, 10);
}

const NAN_BITS = 0x7ff8000000000000n;

function isCanonical(value: number): boolean {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0];
  return Number.isNaN(value) ? bits === NAN_BITS : Number.isFinite(value) && !Object.is(value, -0);
}
