/**
 * Cells of rows, 16 at a time. A formula's record holds the addresses of its first cut, of the end of its cuts, and
 * of its cells; a cut's the address of a plane, the smallest bin beyond the cut, and what that adds to the cell.
 * Cells are kept times 8, as the place of the cell's entry in a table.
 */
export const CELL_SOURCE = `
(func (export "cells") (param $formula i32) (param $end i32) (param $rows i32)
  (local $row i32) (local $cut i32) (local $to i32) (local $cell v128)
  (loop $formulas
    (local.set $to (i32.load offset=8 (local.get $formula)))
    (local.set $row (i32.const 0))
    (loop $sixteen
      (local.set $cell (v128.const i32x4 0 0 0 0))
      (local.set $cut (i32.load (local.get $formula)))
      (block $done (loop $cuts
        (br_if $done (i32.ge_u (local.get $cut) (i32.load offset=4 (local.get $formula))))
        (local.set $cell (i8x16.add (local.get $cell) (v128.and
          (i8x16.ge_u
            (v128.load (i32.add (i32.load (local.get $cut)) (local.get $row)))
            (v128.load8_splat offset=4 (local.get $cut)))
          (v128.load8_splat offset=5 (local.get $cut)))))
        (local.set $cut (i32.add (local.get $cut) (i32.const 8)))
        (br $cuts)))
      (v128.store (local.get $to) (i16x8.shl (i16x8.extend_low_i8x16_u (local.get $cell)) (i32.const 3)))
      (v128.store offset=16 (local.get $to) (i16x8.shl (i16x8.extend_high_i8x16_u (local.get $cell)) (i32.const 3)))
      (local.set $to (i32.add (local.get $to) (i32.const 32)))
      (br_if $sixteen (i32.lt_u
        (local.tee $row (i32.add (local.get $row) (i32.const 16)))
        (local.get $rows))))
    (br_if $formulas (i32.lt_u
      (local.tee $formula (i32.add (local.get $formula) (i32.const 16)))
      (local.get $end)))))`;
