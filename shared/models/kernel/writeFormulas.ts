import type { Formula } from './formula.ts';
import type { KernelMemory } from './kernelInstance.ts';
import type { Layout } from './layout.ts';
import type { Planes } from './planes.ts';

/** Writes the records of the formulas and of their cuts. */
export function writeFormulas(
  formulas: readonly Formula[],
  { plane, least }: Planes,
  { layout, memory }: { layout: Layout; memory: KernelMemory },
): void {
  let cut = layout.cuts;
  formulas.forEach(({ questions, stride }, i) => {
    const first = cut;
    for (let q = 0; q < questions.length; q++) {
      memory.words[cut / 4] = layout.planes + plane[questions[q]!]! * layout.rows;
      memory.bytes[cut + 4] = least[questions[q]!]!;
      memory.bytes[cut + 5] = stride[q]!;
      cut += 8;
    }
    memory.words.set([first, cut, layout.cells + 2 * i * layout.rows], layout.formulas / 4 + 4 * i);
  });
}
