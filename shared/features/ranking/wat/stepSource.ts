import { unrolled } from '../../../domain/unrolled.ts';
import { RANK_LAYOUT, REACH, STEPS } from '../rankLayout.ts';

const { given, rows, steps, places, crowds, sorted, sortedRows } = RANK_LAYOUT;
/** Positive values over a wider range than this are told apart by their exponents and first digits. */
const WIDE = 100;
/** Values counted and spread at a time; the spare ones go where NaN goes, behind the last step. */
const LANES = 4;

/** The upper halves of two doubles as numbers, whose order is that of positive doubles. */
const digits = `(f64x2.convert_low_i32x4_u (i8x16.shuffle
        4 5 6 7 12 13 14 15 0 0 0 0 0 0 0 0 (local.get $value) (local.get $value)))`;
const digitsOf = (double: string) =>
  `(f64.convert_i32_u (i32.wrap_i64 (i64.shr_u (i64.reinterpret_f64 ${double}) (i64.const 32))))`;

/** All bits of the first two words, where the value is NaN. */
const isMissing = `(i8x16.shuffle 0 1 2 3 8 9 10 11 0 0 0 0 0 0 0 0
          (f64x2.ne (local.get $value) (local.get $value)) (v128.const i32x4 0 0 0 0))`;

const stepLoop = (label: string, values: string) => `
    (loop ${label}
      (local.set $value (v128.load offset=${given} (local.get $at)))
      (v128.store64_lane offset=${steps} 0 (i32.shr_u (local.get $at) (i32.const 1)) (v128.bitselect
        (local.get $missing)
        (i32x4.trunc_sat_f64x2_u_zero (f64x2.mul (local.get $scales) (f64x2.sub ${values} (local.get $least))))
        ${isMissing}))
      (br_if ${label} (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))`;

/** Eight lanes of 16 bits, moved up by so many, zeros below. */
const movedUp = (lanes: number) =>
  `(i8x16.shuffle ${Array.from({ length: 16 }, (_, i) => (i < 2 * lanes ? 16 : i - 2 * lanes)).join(' ')}
        (local.get $sums) (v128.const i32x4 0 0 0 0))`;

const lastLane = `(i8x16.shuffle ${'14 15 '.repeat(8)}(local.get $sums) (local.get $sums))`;

export const STEP_SOURCE = `
;; For each value a step from 0 to 2 n - 1 that grows with it, and 2 n for NaN. Where the ends are infinite or as good as
;; equal the step is 0.
(func $setSteps (param $n i32)
  (local $at i32) (local $end i32) (local $low f64) (local $high f64) (local $scale f64) (local $isWide i32)
  (local $value v128) (local $least v128) (local $greatest v128) (local $scales v128) (local $missing v128)
  (local.set $end (i32.shl (local.get $n) (i32.const 3)))
  ;; Two at a time: the last of an odd number once more.
  (f64.store offset=${given} (local.get $end) (f64.load offset=${given} (i32.sub (local.get $end) (i32.const 8))))
  (local.set $missing (i32x4.splat (i32.mul (local.get $n) (i32.const ${STEPS}))))
  (local.set $least (v128.const f64x2 inf inf))
  (local.set $greatest (v128.const f64x2 -inf -inf))
  (loop $scan
    (local.set $value (v128.load offset=${given} (local.get $at)))
    ;; A NaN leaves both as they are.
    (local.set $least (f64x2.pmin (local.get $least) (local.get $value)))
    (local.set $greatest (f64x2.pmax (local.get $greatest) (local.get $value)))
    (br_if $scan (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
  (local.set $low (f64.min (f64x2.extract_lane 0 (local.get $least)) (f64x2.extract_lane 1 (local.get $least))))
  (local.set $high (f64.max (f64x2.extract_lane 0 (local.get $greatest)) (f64x2.extract_lane 1 (local.get $greatest))))
  (local.set $isWide (i32.and (f64.gt (local.get $low) (f64.const 0))
    (f64.gt (local.get $high) (f64.mul (f64.const ${WIDE}) (local.get $low)))))
  (if (local.get $isWide) (then
    (local.set $low ${digitsOf('(local.get $low)')})
    (local.set $high ${digitsOf('(local.get $high)')})))
  (local.set $scale (f64.div (f64.convert_i32_u (i32.sub (i32.mul (local.get $n) (i32.const ${STEPS})) (i32.const 1)))
    (f64.sub (local.get $high) (local.get $low))))
  (local.set $scales (f64x2.splat
    (select (local.get $scale) (f64.const 0) (f64.lt (local.get $scale) (f64.const inf)))))
  (local.set $least (f64x2.splat (local.get $low)))
  (local.set $at (i32.const 0))
  (if (local.get $isWide) (then${stepLoop('$wide', digits)}) (else${stepLoop('$even', '(local.get $value)')})))

(func $countSteps (param $n i32)
  (local $at i32) (local $end i32) (local $place i32)
  (memory.fill (i32.const ${places}) (i32.const 0) (i32.add (i32.mul (local.get $n) (i32.const ${2 * STEPS})) (i32.const 32)))
  (local.set $end (i32.shl (local.get $n) (i32.const 2)))
  ${unrolled(LANES - 1, (k) => `(i32.store offset=${steps + 4 * k} (local.get $end) (i32.mul (local.get $n) (i32.const ${STEPS})))`)}
  (loop $count
    ${unrolled(
      LANES,
      (k) => `
    (local.set $place (i32.shl (i32.load offset=${steps + 4 * k} (local.get $at)) (i32.const 1)))
    (i32.store16 offset=${places} (local.get $place)
      (i32.add (i32.load16_u offset=${places} (local.get $place)) (i32.const 1)))`,
    )}
    (br_if $count (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const ${4 * LANES}))) (local.get $end)))))

;; Of counts makes places, by running sums of eight at a time. Returns how many bytes of crowds it noted.
(func $setPlaces (param $n i32) (result i32)
  (local $at i32) (local $end i32) (local $crowds i32) (local $counts v128) (local $sums v128) (local $before v128)
  (local.set $end (i32.add (i32.mul (local.get $n) (i32.const ${2 * STEPS})) (i32.const 2)))
  (loop $place
    (local.set $counts (v128.load offset=${places} (local.get $at)))
    (local.set $sums (local.get $counts))
    ${[1, 2, 4].map((lanes) => `(local.set $sums (i16x8.add (local.get $sums) ${movedUp(lanes)}))`).join('\n    ')}
    (local.set $sums (i16x8.add (local.get $sums) (local.get $before)))
    (v128.store offset=${places} (local.get $at) (i16x8.sub (local.get $sums) (local.get $counts)))
    (local.set $before ${lastLane})
    (if (v128.any_true (i16x8.gt_u (local.get $counts) (v128.const i16x8 ${`${REACH + 1} `.repeat(8)})))
      (then (local.set $crowds (call $noteCrowds (local.get $crowds) (local.get $at) (local.get $counts)))))
    (br_if $place (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
  (local.get $crowds))

(func $noteCrowds (param $crowds i32) (param $at i32) (param $counts v128) (result i32)
  ${unrolled(
    8,
    (k) => `
  (if (i32.gt_u (i16x8.extract_lane_u ${k} (local.get $counts)) (i32.const ${REACH + 1})) (then
    (i32.store16 offset=${crowds} (local.get $crowds) (i32.load16_u offset=${places + 2 * k} (local.get $at)))
    (i32.store16 offset=${crowds + 2} (local.get $crowds) (i16x8.extract_lane_u ${k} (local.get $counts)))
    (local.set $crowds (i32.add (local.get $crowds) (i32.const 4)))))`,
  )}
  (local.get $crowds))

;; Brings values and rows in the order of their steps; those of a step stay in any order.
(func $spread (param $n i32)
  (local $at i32) (local $end i32) (local $step i32) (local $to i32)
  (local.set $end (i32.shl (local.get $n) (i32.const 1)))
  (loop $next
    ${unrolled(
      LANES,
      (k) => `
    (local.set $step (i32.shl (i32.load offset=${steps + 4 * k} (i32.shl (local.get $at) (i32.const 1))) (i32.const 1)))
    (local.set $to (i32.load16_u offset=${places} (local.get $step)))
    (i32.store16 offset=${places} (local.get $step) (i32.add (local.get $to) (i32.const 1)))
    (f64.store offset=${sorted} (i32.shl (local.get $to) (i32.const 3))
      (f64.load offset=${given + 8 * k} (i32.shl (local.get $at) (i32.const 2))))
    (i32.store16 offset=${sortedRows} (i32.shl (local.get $to) (i32.const 1))
      (i32.load16_u offset=${rows + 2 * k} (local.get $at)))`,
    )}
    (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const ${2 * LANES}))) (local.get $end)))))`;
