import { RANK_LAYOUT, STEPS } from '../rankLayout.ts';
import { CROWD_SOURCE } from './crowdSource.ts';
import { NEAR_SOURCE } from './nearSource.ts';
import { STEP_SOURCE } from './stepSource.ts';
import { TIE_SOURCE } from './tieSource.ts';

/**
 * The WebAssembly text of which `npm run kernel` makes rankBinary.ts. `rank` makes of so many given values their
 * tie-kept ranks, (average rank - 0.5) / n, NaN for a NaN, which does not count, and returns 1; 0 when they lie in a way
 * that `tieKeptRank` is quicker with. rankLayout.ts tells where they are.
 *
 * The values are spread over steps between the least and the greatest, twice as many as there are values. Then hardly
 * one is far from its place: the rank of one that shares its step with at most three others is told by comparing it with
 * its neighbours, two values at a time and without a branch. The few larger steps are sorted first.
 */
export const RANK_SOURCE = `(module
(memory (import "kernel" "memory") 1)
${STEP_SOURCE}
${CROWD_SOURCE}
${NEAR_SOURCE}
${TIE_SOURCE}
(func (export "rank") (param $n i32) (result i32)
  (local $crowds i32) (local $known i32)
  (call $setSteps (local.get $n))
  (call $countSteps (local.get $n))
  (local.set $crowds (call $setPlaces (local.get $n)))
  ;; NaN begins where everything else ends.
  (local.set $known (i32.load16_u offset=${RANK_LAYOUT.places} (i32.mul (local.get $n) (i32.const ${2 * STEPS}))))
  (call $spread (local.get $n))
  (if (i32.lt_s (call $sortCrowds (local.get $crowds) (local.get $known)) (i32.const 0)) (then (return (i32.const 0))))
  (call $setMissing (local.get $known) (local.get $n))
  (if (i32.eqz (local.get $known)) (then (return (i32.const 1))))
  (if (i32.eqz (global.get $hasTies)) (then (call $rankNear (local.get $known))))
  (if (global.get $hasTies) (then (call $rankTied (local.get $known))))
  (i32.const 1)))`;
