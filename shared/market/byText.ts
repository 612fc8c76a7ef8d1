/** Orders texts by their code units, as every machine does; `localeCompare` depends on where it runs. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
