import { CATALOGUE } from '../shared/features/catalogue.ts';
import { BITCOIN, type Feature } from '../shared/features/feature.ts';
import { TRANSFORMS } from '../shared/features/transforms.ts';

const FIELD_NAMES = { volumeUsd: 'volume', marketCapUsd: 'market cap' } as const;

/** docs/features.md: what each market feature is, family by family. */
export function featuresPage(): string {
  const families = [...new Set(CATALOGUE.map(({ family }) => family))];
  const endings = Object.entries(TRANSFORMS).map(([name, { definition }]) => `- \`_${name}\`: ${definition}`);
  return [INTRODUCTION, endings.join('\n'), ...families.map(section), ''].join('\n\n');
}

const INTRODUCTION = `# Market features

${CATALOGUE.length} features that are computed from the market store, in training (\`features export\`) and live by the same function.
Made by \`npm run docs\` from \`shared/features/families/\`; \`features list\` prints it, \`features list --json\` gives it to programs.

A value on day d is, to the last bit, a function of the token's bars in (d - days, d] alone, and of BTC's or the Fear & Greed
index's where "from" says so: it does not matter where the history begins, which other tokens there are, or what comes later.
Averages that never forget (RSI, MACD, ATR, EMA) therefore begin anew on the first day of each window, as TA-Lib begins on
the first day of a series.

A value is unknown (NaN) on a day without a close, or without any of what it is made from. Of a window four days in five must
be there; "needs" says how many. In an average, exponential or not, a missing day has no weight: the sum is divided by the weights of
the days that are there.

Dirt is taken out first, token by token, looking at the days beside it only: numbers that cannot be, and with a close the rest of
its candle; both high and low where one is missing, contradicts the close or is over ten times away from it; a close over ten times
(or under a tenth of) the last one's that is back the next day; and what comes before a re-denomination, which is such a close that
stays without the market cap having made the jump too. On the day of a jump up or down there is no value: only the next day tells.

A feature's version changes whenever a value of it changes; a model refuses to run on another version than it was trained on.
With one of these endings a feature becomes its place among the tokens of the day, as in \`momentum_20_rank\`:`;

function section(family: string): string {
  const rows = CATALOGUE.filter((feature) => feature.family === family).map(row);
  const title = `## ${family[0]!.toUpperCase()}${family.slice(1)}`;
  return [
    title,
    '',
    '| Feature | Days | From | Definition | Unknown | Degenerate | Source |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function row(feature: Feature): string {
  const { name, version, lookbackDays, definition, missing, degenerate, source } = feature;
  const cells = [
    `\`${name}\` v${version}`,
    lookbackDays,
    from(feature),
    definition,
    missing,
    degenerate,
    source,
  ];
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

function from({ fields, market }: Feature): string {
  const own = fields.map((field) =>
    field in FIELD_NAMES ? FIELD_NAMES[field as keyof typeof FIELD_NAMES] : field,
  );
  const others = market.map((name) => (name === BITCOIN ? "BTC's close" : `the index ${name}`));
  return [...own, ...others].join(', ') || 'the calendar';
}
