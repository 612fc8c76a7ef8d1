import { RANK_LAYOUT } from '../rankLayout.ts';

const { crowds, sorted, sortedRows } = RANK_LAYOUT;
/** Moves for each value after which sorting the crowds is given up: all of them are in a few steps. */
const PATIENCE = 64;

const value = (index: string, offset = 0) =>
  `offset=${sorted + 8 * offset} (i32.shl (local.get ${index}) (i32.const 3))`;
const row = (index: string, offset = 0) =>
  `offset=${sortedRows + 2 * offset} (i32.shl (local.get ${index}) (i32.const 1))`;

export const CROWD_SOURCE = `
;; 1 once two equal values stand side by side.
(global $hasTies (mut i32) (i32.const 0))

;; Sorts the crowds among n values. Returns a number below 0 when it gave up.
(func $sortCrowds (param $crowds i32) (param $n i32) (result i32)
  (local $moves i32) (local $first i32)
  (global.set $hasTies (i32.const 0))
  (local.set $moves (i32.mul (local.get $n) (i32.const ${PATIENCE})))
  (block $done (loop $next
    (br_if $done (i32.or (i32.eqz (local.get $crowds)) (i32.lt_s (local.get $moves) (i32.const 0))))
    (local.set $crowds (i32.sub (local.get $crowds) (i32.const 4)))
    (local.set $first (i32.load16_u offset=${crowds} (local.get $crowds)))
    ;; NaN.
    (br_if $next (i32.ge_u (local.get $first) (local.get $n)))
    (local.set $moves (call $insert (local.get $first)
      (i32.add (local.get $first) (i32.load16_u offset=${crowds + 2} (local.get $crowds))) (local.get $moves)))
    (br $next)))
  (local.get $moves))

;; Sorts by insertion, and gives up when there are no moves left. Returns the moves left.
(func $insert (param $first i32) (param $end i32) (param $moves i32) (result i32)
  (local $at i32) (local $to i32) (local $value f64) (local $row i32)
  (local.set $at (i32.add (local.get $first) (i32.const 1)))
  (block $done (loop $next
    (br_if $done (i32.or (i32.ge_u (local.get $at) (local.get $end)) (i32.lt_s (local.get $moves) (i32.const 0))))
    (local.set $value (f64.load ${value('$at')}))
    (local.set $row (i32.load16_u ${row('$at')}))
    (local.set $to (local.get $at))
    (block $here (loop $back
      (br_if $here (i32.eq (local.get $to) (local.get $first)))
      (br_if $here (f64.le (f64.load ${value('$to', -1)}) (local.get $value)))
      (f64.store ${value('$to')} (f64.load ${value('$to', -1)}))
      (i32.store16 ${row('$to')} (i32.load16_u ${row('$to', -1)}))
      (local.set $to (i32.sub (local.get $to) (i32.const 1)))
      (br $back)))
    (f64.store ${value('$to')} (local.get $value))
    (i32.store16 ${row('$to')} (local.get $row))
    (local.set $moves (i32.sub (local.get $moves) (i32.sub (local.get $at) (local.get $to))))
    (global.set $hasTies (i32.or (global.get $hasTies) (i32.and (i32.gt_u (local.get $to) (local.get $first))
      (f64.eq (f64.load ${value('$to', -1)}) (local.get $value)))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (br $next)))
  (local.get $moves))`;
