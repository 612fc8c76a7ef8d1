import { InputError } from '../errors.ts';

/** Deeper than any XGBoost model. */
const DEEPEST = 64;
/** Values that are not in lists of numbers of one type: bounds the memory that reading takes. */
const MOST_VALUES = 2 ** 23;

interface NumberType {
  readonly bytes: number;
  readonly at: (view: DataView, at: number) => number;
  readonly list: (count: number) => Numbers;
}

type Numbers = Int8Array | Uint8Array | Int16Array | Int32Array | Float32Array | Float64Array;

const NUMBERS: Readonly<Record<string, NumberType>> = {
  i: { bytes: 1, at: (view, at) => view.getInt8(at), list: (count) => new Int8Array(count) },
  U: { bytes: 1, at: (view, at) => view.getUint8(at), list: (count) => new Uint8Array(count) },
  I: { bytes: 2, at: (view, at) => view.getInt16(at), list: (count) => new Int16Array(count) },
  l: { bytes: 4, at: (view, at) => view.getInt32(at), list: (count) => new Int32Array(count) },
  L: { bytes: 8, at: (view, at) => Number(view.getBigInt64(at)), list: (count) => new Float64Array(count) },
  d: { bytes: 4, at: (view, at) => view.getFloat32(at), list: (count) => new Float32Array(count) },
  D: { bytes: 8, at: (view, at) => view.getFloat64(at), list: (count) => new Float64Array(count) },
};

const utf8 = new TextDecoder();
const WORDS: Readonly<Record<string, unknown>> = { T: true, F: false, Z: null };

/** A file on its way through the reader. */
interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  values: number;
  depth: number;
}

/**
 * A parsed UBJSON document (big-endian, as XGBoost writes it): what JSON.parse would give, only that a list of
 * numbers of one type is a typed array.
 *
 * @throws InputError `model_damaged`, `unsupported_model` when it is too deep or holds too much
 * @see https://ubjson.org
 */
export function parseUbjson(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cursor: Cursor = { bytes, view, at: 0, values: 0, depth: 0 };
  const value = readValue(cursor, marker(cursor));
  if (cursor.at === bytes.length) return value;
  throw damaged(cursor, `${bytes.length - cursor.at} bytes follow the document`);
}

function readValue(cursor: Cursor, type: string): unknown {
  if (++cursor.values > MOST_VALUES) throw tooMuch(`more than ${MOST_VALUES} values`);
  const number = NUMBERS[type];
  if (number) return number.at(cursor.view, take(cursor, number.bytes));
  if (type in WORDS) return WORDS[type];
  switch (type) {
    case 'S':
      return readText(cursor, readCount(cursor));
    case 'C':
      return readText(cursor, 1);
    case '[':
      return nested(cursor, readList);
    case '{':
      return nested(cursor, readObject);
    default:
      throw damaged(cursor, `${JSON.stringify(type)} begins no value`);
  }
}

function nested<T>(cursor: Cursor, read: (cursor: Cursor) => T): T {
  if (++cursor.depth > DEEPEST) throw tooMuch(`more than ${DEEPEST} levels`);
  const value = read(cursor);
  cursor.depth--;
  return value;
}

function readList(cursor: Cursor): unknown {
  const { type, count } = readHead(cursor);
  const number = type === undefined ? undefined : NUMBERS[type];
  if (number && count !== undefined) return readNumbers(cursor, number, count);
  const list: unknown[] = [];
  while (!ended(cursor, ']', list.length, count)) list.push(readValue(cursor, type ?? marker(cursor)));
  return list;
}

function readNumbers(cursor: Cursor, { bytes, at, list }: NumberType, count: number): Numbers {
  const from = take(cursor, count * bytes);
  const numbers = list(count);
  for (let i = 0; i < count; i++) numbers[i] = at(cursor.view, from + i * bytes);
  return numbers;
}

function readObject(cursor: Cursor): unknown {
  const { type, count } = readHead(cursor);
  const entries: [string, unknown][] = [];
  while (!ended(cursor, '}', entries.length, count)) {
    const key = readText(cursor, readCount(cursor));
    entries.push([key, readValue(cursor, type ?? marker(cursor))]);
  }
  // Assignment would take a key "__proto__" for the prototype.
  return Object.fromEntries(entries);
}

/** The optional `$type` and `#count` at the beginning of a list or object. */
function readHead(cursor: Cursor): { type: string | undefined; count: number | undefined } {
  const type = skip(cursor, '$') ? marker(cursor) : undefined;
  const count = skip(cursor, '#') ? readCount(cursor) : undefined;
  if (type !== undefined && count === undefined) throw damaged(cursor, 'a list of one type has no length');
  return { type, count };
}

/** With a count there is no closing mark. */
function ended(cursor: Cursor, close: string, length: number, count: number | undefined): boolean {
  return count === undefined ? skip(cursor, close) : length >= count;
}

function readCount(cursor: Cursor): number {
  const type = marker(cursor);
  const integer = 'iUIlL'.includes(type) ? NUMBERS[type] : undefined;
  if (!integer) throw damaged(cursor, `${JSON.stringify(type)} begins no length`);
  const count = integer.at(cursor.view, take(cursor, integer.bytes));
  if (count >= 0) return count;
  throw damaged(cursor, `a length is ${count}`);
}

function readText(cursor: Cursor, length: number): string {
  const from = take(cursor, length);
  return utf8.decode(cursor.bytes.subarray(from, from + length));
}

function marker(cursor: Cursor): string {
  return String.fromCharCode(cursor.bytes[take(cursor, 1)]!);
}

function skip(cursor: Cursor, mark: string): boolean {
  const found = cursor.bytes[cursor.at] === mark.charCodeAt(0);
  if (found) cursor.at++;
  return found;
}

/** Passes some bytes, which must be there. */
function take(cursor: Cursor, count: number): number {
  const from = cursor.at;
  if (count > cursor.bytes.length - from)
    throw damaged(cursor, `the file is cut: ${count} bytes belong here`);
  cursor.at += count;
  return from;
}

function damaged(cursor: Cursor, message: string): InputError {
  return new InputError('model_damaged', `byte ${cursor.at}: ${message}`);
}

function tooMuch(message: string): InputError {
  return new InputError('unsupported_model', `the file has ${message}`);
}
