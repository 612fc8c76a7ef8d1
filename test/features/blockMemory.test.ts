import { expect, it } from '@jest/globals';
import { addDays } from '../../shared/domain/utcDay.ts';
import { BlockMemory } from '../../shared/features/blockMemory.ts';
import { CATALOGUE } from '../../shared/features/catalogue.ts';
import { computeFeatures, type FeatureRequest } from '../../shared/features/computeFeatures.ts';
import { inventedPanel } from '../support/inventedPanel.ts';

it('a block in the memory of another one, larger or smaller, has the values of one of its own', () => {
  const memory = new BlockMemory();
  for (const [tokens, days, isDirty] of [
    [9, 60, true],
    [70, 90, false],
    [5, 20, true],
    [70, 89, true],
  ] as const) {
    const panel = inventedPanel({ tokens, days, isDirty });
    const columns = CATALOGUE.map((feature) => ({ feature }));
    // The first and the last days are not in the panel.
    const [from, to] = [addDays(panel.firstDay, -2), addDays(panel.firstDay, days + 2)];
    const request: FeatureRequest = { columns, from, to, sources: [] };
    const own = computeFeatures(panel, request);
    const again = computeFeatures(panel, { ...request, memory });
    const others = CATALOGUE.filter((feature) => {
      return !bitsOf(again.values.get(feature)!).equals(bitsOf(own.values.get(feature)!));
    });
    expect(others.map(({ name }) => name)).toEqual([]);
  }
});

function bitsOf(values: Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
