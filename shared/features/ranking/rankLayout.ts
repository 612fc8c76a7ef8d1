/** The longest column that is ranked here: places have 16 bits. */
export const MOST_VALUES = 2 ** 15;
/** Steps for each value: with more of them fewer values share one, but each takes a moment too. */
export const STEPS = 2;
/** How far from its place a value may stand when it is ranked. */
export const REACH = 3;
/** Values that may be read or written beyond the last one, as several are dealt with at a time. */
const SPARE = 8;

/** Where everything lies in the memory of the rank kernel: addresses in bytes, multiples of 64. */
export const RANK_LAYOUT = layout();

function layout() {
  let end = 0;
  const place = (bytes: number) => {
    const at = end;
    end = Math.ceil((end + bytes) / 64) * 64;
    return at;
  };
  const values = MOST_VALUES + SPARE;
  const places = {
    /** Values as they come, float64. */
    given: place(8 * values),
    /** Their rows, 16 bits each. */
    rows: place(2 * values),
    /** The step of each, 32 bits. */
    steps: place(4 * values),
    /** For each step, and one more for what is beyond the last value: how many values, then where the next one goes; 16 bits. */
    places: place(2 * (STEPS * MOST_VALUES + 2 * SPARE)),
    /** Steps of more values than `REACH` + 1: where they begin and how many they are, 16 bits each. */
    crowds: place(4 * MOST_VALUES),
    /** NaN, so that nothing stands before the first. */
    before: place(8 * SPARE),
    /** Values and rows in the order of their steps. */
    sorted: place(8 * values),
    sortedRows: place(2 * values),
    /** What comes out: ranks by row, float64. */
    ranks: place(8 * MOST_VALUES),
  };
  return { ...places, bytes: end };
}
