import type { KernelMemory } from './kernelInstance.ts';
import { type Layout, searchSize } from './layout.ts';
import type { Planes } from './planes.ts';

/** Writes thresholds and the records of the inputs that are compared with them. */
export function writeColumns({ columns }: Planes, layout: Layout, { words, doubles }: KernelMemory): void {
  let place = layout.thresholds / 8;
  columns.forEach(({ thresholds, first, planes }, i) => {
    const size = searchSize(thresholds.length);
    doubles.set(thresholds, place);
    doubles.fill(Infinity, place + thresholds.length, place + size);
    const half = ((size + 1) / 2) * 8;
    words.set([place * 8, half, layout.planes + first * layout.rows, planes], layout.columns / 4 + 4 * i);
    place += size;
  });
}
