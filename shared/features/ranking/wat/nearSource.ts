import { unrolled } from '../../../domain/unrolled.ts';
import { RANK_LAYOUT, REACH } from '../rankLayout.ts';

const { sorted, sortedRows, ranks } = RANK_LAYOUT;

const neighbour = (distance: number) => `(v128.load offset=${sorted + 8 * distance} (local.get $at))`;
const distances = Array.from({ length: REACH }, (_, i) => i + 1);
const joined = (instruction: string, texts: readonly string[]) =>
  texts.reduce((all, text) => `(${instruction} ${all}\n      ${text})`);

/** How many of the next values are less, -1 each; the same for the greater ones before. */
const lessAfter = distances.map((distance) => `(f64x2.lt ${neighbour(distance)} (local.get $value))`);
const greaterBefore = distances.map((distance) => `(f64x2.gt ${neighbour(-distance)} (local.get $value))`);
const equalAfter = distances.map((distance) => `(f64x2.eq ${neighbour(distance)} (local.get $value))`);

const storeRank = (lane: number) => `
    (v128.store64_lane offset=${ranks} ${lane}
      (i32.shl (i32.load16_u offset=${sortedRows} (i32.shr_u (local.get $at) (i32.const 2))) (i32.const 3))
      (local.get $rank))
    (br_if $done (i32.ge_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $end)))`;

export const NEAR_SOURCE = `
;; Ranks of values none of which is more than ${REACH} places from its own. Where equal values meet they are not right yet.
(func $rankNear (param $n i32)
  (local $at i32) (local $end i32) (local $value v128) (local $rank v128) (local $places v128) (local $all v128) (local $ties v128)
  (local.set $end (i32.shl (local.get $n) (i32.const 3)))
  ${unrolled(REACH + 1, (k) => `(f64.store offset=${sorted + 8 * k} (local.get $end) (f64.const nan))`)}
  (local.set $places (v128.const f64x2 0.5 1.5))
  (local.set $all (f64x2.splat (f64.convert_i32_u (local.get $n))))
  (block $done (loop $next
    (local.set $value ${neighbour(0)})
    (local.set $rank (i64x2.sub
      ${joined('i64x2.add', greaterBefore)}
      ${joined('i64x2.add', lessAfter)}))
    (local.set $ties (v128.or (local.get $ties) ${joined('v128.or', equalAfter)}))
    (local.set $rank (f64x2.div (f64x2.add (local.get $places) (f64x2.convert_low_i32x4_s
      (i8x16.shuffle 0 1 2 3 8 9 10 11 0 0 0 0 0 0 0 0 (local.get $rank) (local.get $rank)))) (local.get $all)))
    (local.set $places (f64x2.add (local.get $places) (v128.const f64x2 2 2)))${storeRank(0)}${storeRank(1)}
    (br $next)))
  (global.set $hasTies (v128.any_true (local.get $ties))))`;
