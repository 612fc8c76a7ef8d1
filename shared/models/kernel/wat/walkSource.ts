import { unrolled } from '../../../domain/unrolled.ts';
import type { Accumulator } from './accumulator.ts';

const LANES = 8;

/**
 * One step down for eight rows, without a branch. A node is two words: `(pair << 9) + 255 + the smallest bin that
 * goes right`, and the address of the plane to read. Minus the bin, bit 8 is set for rows that go left; so the upper
 * bits are the number of the child, who is the odd one of the pair on the left. A leaf leads to itself.
 */
const step = unrolled(
  LANES,
  (k) => `
      (local.set $node${k} (i32.and (i32.const -8) (i32.shr_u
        (i32.sub
          (i32.load (local.get $node${k}))
          (i32.load8_u offset=${k} (i32.add (local.get $row) (i32.load offset=4 (local.get $node${k})))))
        (i32.const 5))))`,
);

/** The plane of a leaf is 0, so this is 0 as soon as all rows have arrived. */
const planes = Array.from({ length: LANES }, (_, k) => `(i32.load offset=4 (local.get $node${k}))`);
const stillOnTheWay = planes.reduce((some, plane) => `(i32.or ${some} ${plane})`);

/**
 * Trees walked down by eight rows at a time. A tree's record holds the address of its root and how many steps every
 * row takes at least. The entry of a leaf lies `entries` bytes behind its node.
 */
export function walkSource({ name, type, bytes, take }: Accumulator): string {
  const sum = (k: number) => `(${type}.load offset=${k * bytes} (local.get $sum))`;
  const entry = (k: number) => `(i32.add (local.get $entries) (local.get $node${k}))`;
  return `
(func (export "walk${name}") (param $tree i32) (param $end i32) (param $rows i32) (param $sums i32) (param $entries i32)
  (local $row i32) (local $sum i32) (local $steps i32)
  ${unrolled(LANES, (k) => `(local $node${k} i32)`)}
  (loop $trees
    (local.set $row (i32.const 0))
    (local.set $sum (local.get $sums))
    (loop $eight
      ${unrolled(LANES, (k) => `(local.set $node${k} (i32.load (local.get $tree)))`)}
      (local.set $steps (i32.load offset=4 (local.get $tree)))
      (loop $down
        ${step}
        (br_if $down (local.tee $steps (i32.sub (local.get $steps) (i32.const 1)))))
      (block $arrived (loop $further
        (br_if $arrived (i32.eqz ${stillOnTheWay}))
        ${step}
        ${step}
        (br $further)))
      ${unrolled(LANES, (k) => `(${type}.store offset=${k * bytes} (local.get $sum) ${take(sum(k), entry(k))})`)}
      (local.set $sum (i32.add (local.get $sum) (i32.const ${LANES * bytes})))
      (br_if $eight (i32.lt_u
        (local.tee $row (i32.add (local.get $row) (i32.const ${LANES})))
        (local.get $rows))))
    (br_if $trees (i32.lt_u
      (local.tee $tree (i32.add (local.get $tree) (i32.const 8)))
      (local.get $end)))))`;
}
