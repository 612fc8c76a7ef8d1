/** Of a column with more different texts most are different, and looking them up costs more than it saves. */
const MOST = 100_000;

/** Gives for equal texts one and the same string, as long as there are not too many different ones. */
export function textPool(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const same = known.get(text);
    if (same !== undefined) return same;
    if (known.size < MOST) known.set(text, text);
    return text;
  };
}
