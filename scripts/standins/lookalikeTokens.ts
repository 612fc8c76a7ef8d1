import { type Random, seededRandom } from './random.ts';

export interface LookalikeToken {
  readonly symbol: string;
  /** Decimal digits. */
  readonly ucid: string;
}

/** The three that are always in the universe, and one invented symbol for every way to mistreat a symbol. */
const FIXED: ReadonlyMap<number, Partial<LookalikeToken> & { readonly symbol: string }> = new Map([
  [0, { symbol: 'BTC', ucid: '1' }],
  [1, { symbol: 'ETH', ucid: '1027' }],
  [6, { symbol: 'AUGt' }],
  [9, { symbol: '月光龙虾' }],
  [14, { symbol: 'K' }],
  [20, { symbol: '7X' }],
  [27, { symbol: 'PuppyStar' }],
  [33, { symbol: 'WUon' }],
  [41, { symbol: '3INU' }],
  [48, { symbol: 'QN9' }],
  [55, { symbol: 'PLUM47' }],
  [60, { symbol: 'NMR', ucid: '1732' }],
]);
const CONSONANTS = 'BDFGKLMPRSTVZ';
const VOWELS = 'AEIOU';
const HIGHEST_UCID = 40_000;

/** Invented tokens, unique in symbol and ucid; the first n of more are the same as n. */
export function lookalikeTokens(count: number, seed: number): LookalikeToken[] {
  const random = seededRandom(`tokens ${seed}`);
  const fixed = [...FIXED.values()];
  const symbols = new Set(fixed.map(({ symbol }) => symbol));
  const ucids = new Set(fixed.map(({ ucid }) => ucid ?? ''));
  return Array.from({ length: count }, (_, row) => {
    const given = FIXED.get(row);
    return {
      symbol: given?.symbol ?? unused(symbols, () => inventedSymbol(random)),
      ucid: given?.ucid ?? unused(ucids, () => String(2 + Math.floor(random() * HIGHEST_UCID))),
    };
  });
}

function unused(used: Set<string>, draw: () => string): string {
  for (;;) {
    const drawn = draw();
    if (used.size < used.add(drawn).size) return drawn;
  }
}

/** Two or three syllables; no word that a CSV reader takes as missing ends in a vowel this way. */
function inventedSymbol(random: Random): string {
  const syllables = Array.from(
    { length: random() < 0.7 ? 2 : 3 },
    () => one(CONSONANTS, random) + one(VOWELS, random),
  );
  return syllables.join('');
}

function one(letters: string, random: Random): string {
  return letters[Math.floor(random() * letters.length)]!;
}
