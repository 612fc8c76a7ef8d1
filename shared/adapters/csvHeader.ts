/**
 * Column names as pandas makes them unique: an empty one is `Unnamed: <position>`, the second `a` is `a.1`, or the
 * next number that is free.
 *
 * @see pandas/_libs/parsers.pyx `TextReader._get_header`
 */
export function columnNames(header: readonly string[]): string[] {
  const names = header.map((name, i) => name || `Unnamed: ${i}`);
  const uses = new Map<string, number>();
  // Given names first, so that they keep theirs.
  const order = [...names.keys()].sort((a, b) => Number(!header[a]) - Number(!header[b]) || a - b);
  for (const i of order) {
    const name = freeName(names[i]!, names, uses);
    names[i] = name;
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return names;
}

function freeName(wanted: string, names: readonly string[], uses: Map<string, number>): string {
  let count = uses.get(wanted) ?? 0;
  let name = wanted;
  while (count > 0) {
    uses.set(wanted, count + 1);
    name = `${wanted}.${count}`;
    count = names.includes(name) ? count + 1 : (uses.get(name) ?? 0);
  }
  return name;
}
