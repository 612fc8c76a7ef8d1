import fc from 'fast-check';

/** What damage to a text file looks like. */
export type TextDamage = (text: string) => string;
/** What damage to the values of a JSON file looks like; it may change its argument. */
export type DocumentDamage = (document: unknown) => unknown;
export type ByteDamage = (bytes: Uint8Array) => Uint8Array;

/** From 0 up to 1, all parts alike: fc.double favours numbers near 0. */
const share = fc.nat(2 ** 30 - 1).map((part) => part / 2 ** 30);

const BAD_TOKENS = [
  '',
  '-1',
  '0',
  '1',
  '99999999999',
  '-2147483648',
  '4294967296',
  '1e999',
  'nan',
  '-inf',
  '0x1',
  '1.5',
  'x',
  '=',
  '"',
];

const LONGEST_TOKEN = 64;

const BAD_VALUES = [
  null,
  true,
  '',
  'x',
  '0',
  '1',
  '-1',
  '99999999999',
  [],
  {},
  0,
  1,
  -1,
  2,
  -2,
  0.5,
  1e300,
  -1e300,
  2 ** 24,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  [0],
  [[]],
];

/** A token between blanks, line ends, `=` and `:`, before the place where `end` begins, replaced by a bad one. */
export function changedToken(end: string): fc.Arbitrary<TextDamage> {
  return fc.tuple(share, fc.constantFrom(...BAD_TOKENS)).map(([where, token]) => (text) => {
    const at = Math.floor(where * text.indexOf(end));
    const from = at - (/[^\s=:]*$/.exec(text.slice(Math.max(0, at - LONGEST_TOKEN), at))?.[0].length ?? 0);
    const length = /^[^\s=:]*/.exec(text.slice(from, from + LONGEST_TOKEN))?.[0].length ?? 0;
    return text.slice(0, from) + token + text.slice(from + length);
  });
}

/** Lines lost, doubled, swapped or copied over others. */
export const changedLines: fc.Arbitrary<TextDamage> = fc
  .tuple(fc.nat(), fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'copy'))
  .map(([a, b, how]) => (text) => {
    const lines = text.split('\n');
    const [i, j] = [a % lines.length, b % lines.length];
    if (how === 'drop') lines.splice(i, 1 + (b % 5));
    if (how === 'double') lines.splice(i, 0, lines[i]!);
    if (how === 'swap') [lines[i], lines[j]] = [lines[j]!, lines[i]!];
    if (how === 'copy') lines[i] = lines[j]!;
    return lines.join('\n');
  });

export const changedCharacter: fc.Arbitrary<TextDamage> = fc
  .tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 2, unit: 'binary' }))
  .map(([where, by]) => (text) => {
    const at = where % text.length;
    return text.slice(0, at) + by + text.slice(at + 1);
  });

export const cutText: fc.Arbitrary<TextDamage> = fc
  .nat()
  .map((at) => (text) => text.slice(0, at % text.length));

/** One value, however deep, lost, doubled, replaced by a bad one or by another of the same list or object. */
export const changedValue: fc.Arbitrary<DocumentDamage> = fc
  .tuple(
    fc.array(share, { minLength: 1, maxLength: 12 }),
    share,
    fc.constantFrom('replace', 'replace', 'replace', 'drop', 'double', 'swap'),
    fc.constantFrom(...BAD_VALUES),
  )
  .map(([path, other, how, value]) => (document) => {
    const [holder, key] = placeAt(document, path);
    if (holder === undefined || key === undefined) return document;
    const keys = Object.keys(holder);
    const second = keys[Math.floor(other * keys.length)] ?? key;
    if (how === 'replace') holder[key] = structuredClone(value);
    else if (how === 'swap') [holder[key], holder[second]] = [holder[second], holder[key]];
    else if (!Array.isArray(holder)) delete holder[key];
    else
      holder.splice(Number(key), 1, ...(how === 'double' ? [holder[Number(key)], holder[Number(key)]] : []));
    return document;
  });

type Holder = Record<string, unknown>;

/** Follows the shares of a path down, each choosing among the keys, until it ends or there is nothing below. */
function placeAt(document: unknown, path: readonly number[]): [Holder | undefined, string | undefined] {
  let [holder, key]: [Holder | undefined, string | undefined] = [undefined, undefined];
  let at = document;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) break;
    const keys = Object.keys(at);
    const chosen = keys[Math.min(keys.length - 1, Math.floor(step * keys.length))];
    if (chosen === undefined) break;
    [holder, key] = [at as Holder, chosen];
    at = holder[key];
  }
  return [holder, key];
}

/** Bytes changed, lost, put in or cut off. */
export const changedBytes: fc.Arbitrary<ByteDamage> = fc
  .tuple(
    share,
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    fc.constantFrom('change', 'change', 'insert', 'drop', 'cut'),
  )
  .map(([where, by, how]) => (bytes) => {
    const at = Math.floor(where * bytes.length);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    if (how === 'cut') return before;
    if (how === 'insert') return Buffer.concat([before, by, after]);
    if (how === 'drop') return Buffer.concat([before, after.subarray(by.length)]);
    return Buffer.concat([before, by.subarray(0, 1), after.subarray(1)]);
  });
