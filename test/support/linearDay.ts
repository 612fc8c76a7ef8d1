import { numberColumn, type Table } from '../../shared/domain/table.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import type { LiveFile, Ports } from '../../shared/ports.ts';
import type { Day } from './day.ts';

/** Stores a linear model of the given coefficients. */
export async function pushLinear(
  day: Day,
  name: string,
  coefficients: Record<string, number>,
): Promise<string> {
  const request = { name, file: 'model.json', bytes: linearFile(coefficients), createdAt: day.clock.now() };
  return (await pushModel(day.store, request)).manifest.version;
}

/** The file of a linear model of the given coefficients. */
export function linearFile(coefficients: Record<string, number>): Uint8Array {
  const [features, weights] = [Object.keys(coefficients), Object.values(coefficients)];
  return new TextEncoder().encode(JSON.stringify({ kind: 'linear', features, coefficients: weights }));
}

/** Numerai with another live file: some columns changed, value by value. */
export function withLive(
  day: Day,
  changes: Record<string, (value: number, row: number) => number>,
): Partial<Ports> {
  const changed = (table: Table): Table => {
    const columns = new Map(table.columns);
    for (const [name, change] of Object.entries(changes)) {
      columns.set(name, { kind: 'number', values: numberColumn(table, name).map(change) });
    }
    return { ...table, columns };
  };
  const liveFile = async (...args: Parameters<Ports['numerai']['liveFile']>): Promise<LiveFile> => {
    const file = await day.ports.numerai.liveFile(...args);
    return { ...file, table: changed(file.table) };
  };
  return { numerai: { ...day.ports.numerai, liveFile } };
}
