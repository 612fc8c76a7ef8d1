import { RANK_LAYOUT } from '../rankLayout.ts';

const { sorted, sortedRows, ranks } = RANK_LAYOUT;

export const TIE_SOURCE = `
;; The rank of a NaN is NaN.
(func $setMissing (param $at i32) (param $end i32)
  (block $done (loop $next
    (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
    (f64.store offset=${ranks} (i32.shl
      (i32.load16_u offset=${sortedRows} (i32.shl (local.get $at) (i32.const 1))) (i32.const 3)) (f64.const nan))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (br $next))))

;; Ranks where some values are equal: they get the middle of their places.
(func $rankTied (param $n i32)
  (local $first i32) (local $after i32) (local $value f64) (local $rank f64)
  (drop (call $insert (i32.const 0) (local.get $n) (i32.const 0x7fffffff)))
  (loop $next
    (local.set $value (f64.load offset=${sorted} (i32.shl (local.get $first) (i32.const 3))))
    (local.set $after (local.get $first))
    (loop $equal
      (local.set $after (i32.add (local.get $after) (i32.const 1)))
      (br_if $equal (i32.and (i32.lt_u (local.get $after) (local.get $n))
        (f64.eq (f64.load offset=${sorted} (i32.shl (local.get $after) (i32.const 3))) (local.get $value)))))
    ;; The average rank of the places from first + 1 to after, less 0.5.
    (local.set $rank (f64.div (f64.mul (f64.const 0.5) (f64.convert_i32_u (i32.add (local.get $first) (local.get $after))))
      (f64.convert_i32_u (local.get $n))))
    (loop $fill
      (f64.store offset=${ranks} (i32.shl
        (i32.load16_u offset=${sortedRows} (i32.shl (local.get $first) (i32.const 1))) (i32.const 3)) (local.get $rank))
      (br_if $fill (i32.lt_u (local.tee $first (i32.add (local.get $first) (i32.const 1))) (local.get $after))))
    (br_if $next (i32.lt_u (local.get $first) (local.get $n)))))`;
