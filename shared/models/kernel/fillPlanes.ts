import { fillInput } from './block.ts';
import type { Kernel } from './kernel.ts';
import { inSet } from './plainWalk.ts';
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
  for (const plane of plan.planes.sets) fillSetPlane(kernel, plane);
  const end = layout.formulas + 16 * plan.formulas.length;
  if (end > layout.formulas) functions.cells(layout.formulas, end, rows);
}

function fillSetPlane({ ensemble, layout, memory, block }: Kernel, { plane, input, set }: SetPlane): void {
  const from = layout.planes + plane * layout.rows;
  for (let row = 0; row < block.count; row++) {
    const category = block.values[input * block.size + row]!;
    memory.bytes[from + row] = inSet(ensemble, set, category) ? 0 : 1;
  }
}
