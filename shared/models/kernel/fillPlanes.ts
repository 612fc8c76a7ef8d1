import { fillInput } from './block.ts';
import type { Kernel } from './kernel.ts';
import type { SetPlane } from './setPlanes.ts';

/** Writes what the trees read of the block's rows: bins, and from them cells. */
export function fillPlanes(kernel: Kernel, columns: readonly Float64Array[], rows: number): void {
  const { ensemble, plan, layout, functions, block, keepsValues } = kernel;
  const fill = (input: number, place: number) => fillInput(ensemble, { block, columns }, { input, place });
  if (keepsValues) for (let input = 0; input < ensemble.inputs.length; input++) fill(input, input);
  plan.planes.columns.forEach(({ input }, i) => {
    const place = keepsValues ? input : 0;
    if (!keepsValues) fill(input, place);
    const values = layout.values + 8 * place * layout.rows;
    functions.bin(layout.columns + 16 * i, values, layout.counts, rows, layout.rows);
  });
  for (const [input, categories] of kernel.categories) fillCategories(kernel, input, categories);
  for (const plane of plan.planes.sets) fillSetPlane(kernel, plane);
  const end = layout.formulas + 16 * plan.formulas.length;
  if (end > layout.formulas) functions.cells(layout.formulas, end, rows);
}

/** As integers, once for all sets that are asked for them. */
function fillCategories({ block }: Kernel, input: number, categories: Int32Array): void {
  const from = input * block.size;
  for (let row = 0; row < block.count; row++) categories[row] = block.values[from + row]!;
}

function fillSetPlane({ layout, memory, block, categories }: Kernel, { plane, input, bins }: SetPlane): void {
  const { bytes } = memory;
  const from = layout.planes + plane * layout.rows;
  const category = categories.get(input)!;
  const end = bins.length;
  for (let row = 0; row < block.count; row++) {
    // No category is -1, which as an unsigned number is beyond all.
    const code = category[row]!;
    bytes[from + row] = code >>> 0 < end ? bins[code]! : 1;
  }
}
