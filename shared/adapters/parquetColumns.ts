import { isAscii } from 'node:buffer';
import { type Data, DataType, Precision, Vector } from 'apache-arrow';
import type { Column } from '../domain/table.ts';
import { textPool } from './textPool.ts';

/**
 * An Arrow column as ours; undefined for a type that has no place in a table (list, struct, map, binary, time of
 * day, duration).
 */
export function toColumn(vector: Vector): Column | undefined {
  const type: DataType = DataType.isDictionary(vector.type) ? vector.type.dictionary : vector.type;
  if (isText(type)) return { kind: 'text', values: texts(vector) };
  if (DataType.isTimestamp(type) || DataType.isDate(type)) {
    return { kind: 'time', values: numbers(vector, Number) };
  }
  if (DataType.isDecimal(type)) return { kind: 'number', values: numbers(vector, decimalReader(type.scale)) };
  if (isNumber(type)) return { kind: 'number', values: numbers(vector, Number) };
  return undefined;
}

function isText(type: DataType): boolean {
  return DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type);
}

/** One string stands for all that are equal, in every piece: most columns hold few, many times. */
function texts(vector: Vector): (string | null)[] {
  const pool = textPool();
  const all = new Array<string | null>(vector.length);
  let at = 0;
  for (const data of vector.data) {
    fillWithTexts(all, at, { data, pool });
    at += data.length;
  }
  return all;
}

interface TextPiece {
  readonly data: Data;
  readonly pool: (text: string) => string;
}

function fillWithTexts(all: (string | null)[], at: number, { data, pool }: TextPiece): void {
  if (asciiTexts(all, at, { data, pool })) return;
  const texts = new Vector([data]);
  for (let i = 0; i < data.length; i++) {
    const text: string | null = texts.get(i);
    all[at + i] = text === null ? null : pool(text);
  }
}

/** Plain ASCII, as nearly all of it is, is decoded in one piece and cut up: ten times as fast as value by value. */
function asciiTexts(all: (string | null)[], at: number, { data, pool }: TextPiece): boolean {
  const { type, length } = data;
  if (!(DataType.isUtf8(type) || DataType.isLargeUtf8(type)) || length === 0) return false;
  const ends = Float64Array.from(data.valueOffsets as Iterable<number | bigint>, Number);
  const start = ends[0]!;
  const bytes = Buffer.from(data.values.buffer, data.values.byteOffset + start, ends[length]! - start);
  if (!isAscii(bytes)) return false;
  const whole = bytes.toString('latin1');
  const hasNulls = data.nullCount > 0;
  let last = '';
  for (let i = 0; i < length; i++) {
    const from = ends[i]! - start;
    const to = ends[i + 1]! - start;
    // Sorted columns repeat themselves.
    if (to - from !== last.length || !whole.startsWith(last, from)) last = pool(whole.slice(from, to));
    all[at + i] = hasNulls && !data.getValid(i) ? null : last;
  }
  return true;
}

function isNumber(type: DataType): boolean {
  return DataType.isFloat(type) || DataType.isInt(type) || DataType.isBool(type) || DataType.isNull(type);
}

function numbers(vector: Vector, read: (value: unknown) => number): Float64Array {
  const values = new Float64Array(vector.length);
  let at = 0;
  for (const data of vector.data) {
    if (holdsPlainNumbers(data.type)) fillFromBuffer(values, at, data);
    else fillByValue(values, at, { data, read });
    at += data.length;
  }
  return values;
}

/** True where the buffer holds the numbers themselves; a half float is stored as its bits, a bool as one bit. */
function holdsPlainNumbers(type: DataType): boolean {
  if (DataType.isFloat(type)) return type.precision !== Precision.HALF;
  return DataType.isInt(type) && type.bitWidth < 64;
}

function fillFromBuffer(values: Float64Array, at: number, data: Data): void {
  values.set(data.values.subarray(0, data.length), at);
  if (data.nullCount === 0) return;
  // The slot of a null holds whatever was in memory.
  for (let i = 0; i < data.length; i++) if (!data.getValid(i)) values[at + i] = Number.NaN;
}

interface NumberPiece {
  readonly data: Data;
  readonly read: (value: unknown) => number;
}

/** Dates repeat themselves: what is stored as the value before is not read again. */
function fillByValue(values: Float64Array, at: number, { data, read }: NumberPiece): void {
  const piece = new Vector([data]);
  const stored = holdsTimes(data.type) ? data.values : undefined;
  let known = Number.NaN;
  for (let i = 0; i < data.length; i++) {
    const repeats = stored !== undefined && i > 0 && stored[i] === stored[i - 1] && !Number.isNaN(known);
    if (!repeats || !data.getValid(i)) known = orNaN(piece.get(i), read);
    values[at + i] = known;
  }
}

/** One stored number a value. */
function holdsTimes(type: DataType): boolean {
  return DataType.isTimestamp(type) || DataType.isDate(type);
}

function orNaN(value: unknown, read: (value: unknown) => number): number {
  return value === null || value === undefined ? Number.NaN : read(value);
}

/** Arrow gives a decimal as the 32-bit words of its unscaled integer, lowest first. */
function decimalReader(scale: number): (words: unknown) => number {
  return (words) => {
    const parts = words as Uint32Array;
    let unscaled = 0n;
    for (let i = parts.length - 1; i >= 0; i--) unscaled = (unscaled << 32n) | BigInt(parts[i]!);
    return Number(`${BigInt.asIntN(32 * parts.length, unscaled)}e${-scale}`);
  };
}
