import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A plain CSV file, gzipped or not, of numbers and words without quotes: a record a line, by the header's names. */
export function csvRows(file: string): Readonly<Record<string, string>>[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

/** Empty is unknown. */
export function numberIn(cell: string | undefined): number {
  return cell === undefined || cell === '' ? Number.NaN : Number(cell);
}
