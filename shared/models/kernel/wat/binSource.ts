import { unrolled } from '../../../domain/unrolled.ts';

const LANES = 8;

/** One step of eight binary searches: `from` is where the threshold in the middle lies when all of them are at 0. */
const searchStep = unrolled(
  LANES,
  (k) => `
      (local.set $at${k} (i32.add (local.get $at${k}) (i32.and (local.get $step) (i32.sub
        (f64.le (local.get $x${k}) (f64.load (i32.add (local.get $from) (local.get $at${k}))))
        (i32.const 1)))))`,
);

const fourCounts = (offset: number) => `
        (i32x4.sub (v128.load offset=${offset} (local.get $count)) (local.get $below))`;

/**
 * Bins of one input: how many of its thresholds a value is not at most. NaN is above all of them.
 *
 * The input's record holds the address of its thresholds, ascending and filled up with infinities to 2^k - 1 of
 * them; 2^(k-1) × 8, 0 without thresholds; the address of its first plane; how many planes it has. Plane p gets the
 * count - 255 p, cut off at 0 and 255, so that thresholds beyond 255 need no other kind of bin.
 */
export const BIN_SOURCE = `
(func (export "bin") (param $input i32) (param $value i32) (param $counts i32) (param $rows i32) (param $planeBytes i32)
  (local $count i32) (local $countsEnd i32) (local $thresholds i32) (local $half i32) (local $step i32)
  (local $from i32) (local $plane i32) (local $planes i32) (local $to i32) (local $below v128)
  ${unrolled(LANES, (k) => `(local $x${k} f64) (local $at${k} i32)`)}
  (local.set $thresholds (i32.load (local.get $input)))
  (local.set $half (i32.load offset=4 (local.get $input)))
  (local.set $plane (i32.load offset=8 (local.get $input)))
  (local.set $planes (i32.load offset=12 (local.get $input)))
  (local.set $count (local.get $counts))
  (local.set $countsEnd (i32.add (local.get $counts) (i32.shl (local.get $rows) (i32.const 2))))
  (loop $search
    ${unrolled(LANES, (k) => `(local.set $x${k} (f64.load offset=${k * 8} (local.get $value))) (local.set $at${k} (i32.const 0))`)}
    (local.set $step (local.get $half))
    (block $found (loop $halve
      (br_if $found (i32.lt_u (local.get $step) (i32.const 8)))
      (local.set $from (i32.sub (i32.add (local.get $thresholds) (local.get $step)) (i32.const 8)))
      ${searchStep}
      (local.set $step (i32.shr_u (local.get $step) (i32.const 1)))
      (br $halve)))
    ${unrolled(LANES, (k) => `(i32.store offset=${k * 4} (local.get $count) (i32.shr_u (local.get $at${k}) (i32.const 3)))`)}
    (local.set $value (i32.add (local.get $value) (i32.const ${LANES * 8})))
    (local.set $count (i32.add (local.get $count) (i32.const ${LANES * 4})))
    (br_if $search (i32.lt_u (local.get $count) (local.get $countsEnd))))
  (loop $spread
    (local.set $to (local.get $plane))
    (local.set $count (local.get $counts))
    (loop $row
      (v128.store (local.get $to) (i8x16.narrow_i16x8_u
        (i16x8.narrow_i32x4_s ${fourCounts(0)} ${fourCounts(16)})
        (i16x8.narrow_i32x4_s ${fourCounts(32)} ${fourCounts(48)})))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $count (i32.add (local.get $count) (i32.const 64)))
      (br_if $row (i32.lt_u (local.get $count) (local.get $countsEnd))))
    (local.set $plane (i32.add (local.get $plane) (local.get $planeBytes)))
    (local.set $below (i32x4.add (local.get $below) (i32x4.splat (i32.const 255))))
    (br_if $spread (local.tee $planes (i32.sub (local.get $planes) (i32.const 1))))))`;
