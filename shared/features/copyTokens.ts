/** How many tokens are computed before they are copied: enough for long runs of cells, few enough to stay in the cache. */
export const TOGETHER = 64;
/** Cells to a side of the squares that are copied at a time: as many numbers as a cache line holds. */
const SIDE = 8;

/**
 * Copies tokens that lie side by side (`group[token * days + day]`) to where their days do
 * (`values[day * rows + row + token]`).
 */
export function copyTokens(
  group: Float64Array,
  values: Float64Array,
  { row, tokens, rows, days }: Readonly<Record<'row' | 'tokens' | 'rows' | 'days', number>>,
): void {
  for (let first = 0; first < days; first += SIDE) {
    const last = Math.min(days, first + SIDE);
    for (let token = 0; token < tokens; token += SIDE) {
      const end = Math.min(tokens, token + SIDE);
      for (let day = first; day < last; day++) {
        const to = day * rows + row;
        for (let one = token; one < end; one++) values[to + one] = group[one * days + day]!;
      }
    }
  }
}
