import { unrolled } from '../../../domain/unrolled.ts';
import type { Accumulator } from './accumulator.ts';

const LANES = 8;

/**
 * Trees as tables, for eight rows at a time whose sums stay in registers from tree to tree. A tree's record holds
 * the addresses of its formula's cells and of its table.
 */
export function tableSource({ name, type, bytes, take }: Accumulator): string {
  const sum = (k: number) => `(local.get $sum${k})`;
  const entry = (k: number) =>
    `(i32.add (local.get $table) (i32.load16_u offset=${k * 2} (local.get $cell)))`;
  return `
(func (export "table${name}") (param $first i32) (param $end i32) (param $rows i32) (param $sums i32)
  (local $tree i32) (local $at i32) (local $cell i32) (local $table i32)
  ${unrolled(LANES, (k) => `(local $sum${k} ${type})`)}
  (loop $eight
    ${unrolled(LANES, (k) => `(local.set $sum${k} (${type}.load offset=${k * bytes} (local.get $sums)))`)}
    (local.set $tree (local.get $first))
    (loop $trees
      (local.set $cell (i32.add (i32.load (local.get $tree)) (local.get $at)))
      (local.set $table (i32.load offset=4 (local.get $tree)))
      ${unrolled(LANES, (k) => `(local.set $sum${k} ${take(sum(k), entry(k))})`)}
      (br_if $trees (i32.lt_u
        (local.tee $tree (i32.add (local.get $tree) (i32.const 8)))
        (local.get $end))))
    ${unrolled(LANES, (k) => `(${type}.store offset=${k * bytes} (local.get $sums) ${sum(k)})`)}
    (local.set $sums (i32.add (local.get $sums) (i32.const ${LANES * bytes})))
    (br_if $eight (i32.lt_u
      (local.tee $at (i32.add (local.get $at) (i32.const ${LANES * 2})))
      (i32.shl (local.get $rows) (i32.const 1))))))`;
}
