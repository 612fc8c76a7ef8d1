/** Cells to a side of the squares that are moved at a time: as many numbers as a cache line holds. */
const SIDE = 8;

/** A matrix with rows and columns exchanged. */
export function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let column = 0; column < columns; column += SIDE) {
    const lastColumn = Math.min(columns, column + SIDE);
    for (let row = 0; row < rows; row += SIDE) {
      const lastRow = Math.min(rows, row + SIDE);
      for (let c = column; c < lastColumn; c++) {
        for (let r = row; r < lastRow; r++) turned[c * rows + r] = matrix[r * columns + c]!;
      }
    }
  }
  return turned;
}
