import { InputError } from '../errors.ts';

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const [CAPITAL_N, CAPITAL_I] = [0x4e, 0x49];

/** Deeper than any tree: LightGBM and CatBoost nest their nodes. */
const DEEPEST = 10_000;
/** Together with the largest file they bound the memory that parsing takes. */
const MOST_VALUES = 2 ** 25;
const MOST_CONTAINERS = 2 ** 22;

/** Not JSON, but written by Python's json and by XGBoost 1.x. JSON has no word for NaN, so it becomes null. */
const BARE = [
  { token: Buffer.from('NaN'), json: Buffer.from('null') },
  { token: Buffer.from('Infinity'), json: Buffer.from('1e999') },
];

interface Bare {
  readonly at: number;
  readonly kind: (typeof BARE)[number];
}

/**
 * A parsed JSON file, in which a bare NaN becomes null and a bare Infinity stays one. Its size is checked before
 * anything is built from it.
 *
 * @throws InputError `model_damaged` when it is no JSON, `unsupported_model` when it is too deep or holds too much
 */
export function parseJsonDocument(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(withoutBare(bytes, survey(bytes)));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError('model_damaged', 'the file begins like JSON and is no whole JSON document', {
      cause,
    });
  }
}

/** Counts what is in the document, and finds the bare tokens in it. */
function survey(bytes: Uint8Array): Bare[] {
  const bare: Bare[] = [];
  let [depth, deepest, values, containers] = [0, 0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    switch (bytes[at]) {
      case QUOTE:
        at = endOfString(bytes, at);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        containers++;
        deepest = Math.max(deepest, ++depth);
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth--;
        break;
      case COMMA:
      case COLON:
        values++;
        break;
      case CAPITAL_N:
      case CAPITAL_I:
        bare.push(...bareToken(bytes, at));
    }
    if (containers + bare.length > MOST_CONTAINERS || values > MOST_VALUES) break;
  }
  checkSize({ deepest, values, containers: containers + bare.length });
  return bare;
}

function checkSize(found: { deepest: number; values: number; containers: number }): void {
  const excess = [
    { what: 'levels', count: found.deepest, most: DEEPEST },
    { what: 'values', count: found.values, most: MOST_VALUES },
    { what: 'lists, objects and bare tokens', count: found.containers, most: MOST_CONTAINERS },
  ].find(({ count, most }) => count > most);
  if (excess)
    throw new InputError('unsupported_model', `the file has more than ${excess.most} ${excess.what}`);
}

/** @returns the place of the closing quote, or the end of the file */
function endOfString(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

function bareToken(bytes: Uint8Array, at: number): Bare[] {
  const kind = BARE.find(({ token }) => token.equals(bytes.subarray(at, at + token.length)));
  return kind ? [{ at, kind }] : [];
}

function withoutBare(bytes: Uint8Array, bare: readonly Bare[]): Uint8Array {
  if (bare.length === 0) return bytes;
  const longer = bare.reduce((sum, { kind }) => sum + kind.json.length - kind.token.length, 0);
  const result = new Uint8Array(bytes.length + longer);
  let [from, to] = [0, 0];
  for (const { at, kind } of bare) {
    result.set(bytes.subarray(from, at), to);
    result.set(kind.json, to + at - from);
    to += at - from + kind.json.length;
    from = at + kind.token.length;
  }
  result.set(bytes.subarray(from), to);
  return result;
}
