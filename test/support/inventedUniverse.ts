/** Real tokens whose spelling is a trap, or that the acceptance cases name; everything else is invented. */
const NAMED: readonly (readonly [number, string])[] = [
  [0, 'BTC'],
  [1, 'ETH'],
  [7, 'SOL'],
  [40, 'XAUt'],
  [99, 'Q'],
  [120, '币安人生'],
  [151, '0G'],
  [201, 'BabyDoge'],
  [260, 'MUon'],
];

/** Unique symbols like Numerai's: mostly upper case, some mixed, one letter, leading digit, not ASCII. */
export function inventedSymbols(count = 300): string[] {
  const named = new Map(NAMED);
  return Array.from({ length: count }, (_, row) => named.get(row) ?? inventedSymbol(row));
}

/** One per symbol: unique digits as text, not in row order. */
export function inventedUcids(count = 300): string[] {
  return Array.from({ length: count }, (_, row) => String(((row * 7919) % 39_989) + 1));
}

function inventedSymbol(row: number): string {
  const letter = (place: number) => String.fromCharCode(65 + (Math.trunc(row / place) % 26));
  return `Q${letter(26)}${letter(1)}`;
}
