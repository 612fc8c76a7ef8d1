/** The entries of a table at most: 2 KiB of them stay in the first-level cache, and a cell fits in a byte. */
const MOST_CELLS = 256;

/**
 * How a tree's cell follows from the bins of a row. The planes it reads are the digits of the cell, as many choices
 * each as the tree has cuts there and one more; a row's digit is the number of those cuts that it is beyond.
 */
export interface Formula {
  readonly cells: number;
  /** As in `Planes`; ascending, each once. */
  readonly questions: Int32Array;
  /** Per question: its digit, what one more in it adds to the cell, and the question's place within it. */
  readonly digit: Uint8Array;
  readonly stride: Uint8Array;
  readonly rank: Uint8Array;
}

/**
 * The formula of a tree that asks these questions; undefined when it would have too many cells.
 *
 * @param planeOf per question, as in `Planes`
 * @example 4 cuts on each of two planes: 25 cells, the strides 1, 1, 1, 1, 5, 5, 5, 5
 */
export function formulaOf(questions: Int32Array, planeOf: Int32Array): Formula | undefined {
  const [digit, stride, rank] = [0, 0, 0].map(() => new Uint8Array(questions.length)) as Bytes3;
  let [cells, more] = [1, 1];
  for (let i = 0; i < questions.length; i++) {
    const isNext = i > 0 && planeOf[questions[i]!] === planeOf[questions[i - 1]!];
    if (!isNext) more = cells;
    cells += more;
    if (cells > MOST_CELLS) return undefined;
    stride[i] = more;
    digit[i] = isNext ? digit[i - 1]! : i > 0 ? digit[i - 1]! + 1 : 0;
    rank[i] = isNext ? rank[i - 1]! + 1 : 0;
  }
  return { cells, questions, digit, stride, rank };
}

/** Per cell and question, cell by cell: 1 where a row of the cell goes right. */
export function answersOf({ cells, questions, digit, stride, rank }: Formula): Uint8Array {
  const answers = new Uint8Array(cells * questions.length);
  questions.forEach((_, i) => {
    const next = digit.indexOf(digit[i]! + 1);
    const period = next < 0 ? cells : stride[next]!;
    for (let cell = 0; cell < cells; cell++) {
      const beyond = Math.floor((cell % period) / stride[i]!);
      answers[cell * questions.length + i] = beyond > rank[i]! ? 1 : 0;
    }
  });
  return answers;
}

type Bytes3 = [Uint8Array, Uint8Array, Uint8Array];
