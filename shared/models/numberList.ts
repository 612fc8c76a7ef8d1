import { InputError } from '../errors.ts';

const BLANK = 32;
const MINUS = 45;
const ZERO = 48;
const PREFIXES = new Set(Array.from('xXoObB', (letter) => letter.charCodeAt(0)));
const SPECIAL = /^[+-]?(inf|infinity|nan)$/i;

type Integers = Int32Array | Uint32Array | Uint8Array;

/** The same file never holds more numbers than characters: refuses sizes that would only cost memory. */
export function checkedSize(count: number, text: string, what: string): number {
  if (count > text.length) throw wrongCount(what, count, 'fewer');
  return count;
}

/**
 * Fills `into` with the whole numbers of a blank-separated list.
 *
 * @throws InputError `model_damaged` when they are not exactly as many, no whole numbers or too large for it
 */
export function fillIntegers<T extends Integers>(text: string, into: T, what: string): T {
  let at = 0;
  for (let i = 0; i < into.length; i++) {
    while (text.charCodeAt(at) === BLANK) at++;
    const negative = text.charCodeAt(at) === MINUS;
    const from = negative ? ++at : at;
    let value = 0;
    for (let digit = digitAt(text, at); digit >= 0; digit = digitAt(text, ++at)) value = value * 10 + digit;
    into[i] = negative ? -value : value;
    const ends = at === text.length || text.charCodeAt(at) === BLANK;
    if (at === from || !ends || into[i] !== (negative ? -value : value)) throw unreadable(text, from, what);
  }
  if (text.slice(at).trim() !== '') throw wrongCount(what, into.length, 'more');
  return into;
}

/**
 * The numbers of a blank-separated list, `inf`, `-inf` and `nan` among them, as C prints them.
 *
 * @throws InputError `model_damaged` when they are not exactly `count` or not numbers
 */
export function decimals(text: string, count: number, what: string): Float64Array {
  const values = new Float64Array(checkedSize(count, text, what));
  let at = 0;
  for (let i = 0; i < count; i++) {
    while (text.charCodeAt(at) === BLANK) at++;
    const blank = text.indexOf(' ', at);
    const end = blank < 0 ? text.length : blank;
    values[i] = decimal(text.slice(at, end), what);
    at = end;
  }
  if (text.slice(at).trim() !== '') throw wrongCount(what, count, 'more');
  return values;
}

function decimal(token: string, what: string): number {
  const value = Number(token);
  // Number() also reads "", 0x1f, 0o17 and 0b11, which C never writes.
  if (token === '' || PREFIXES.has(token.charCodeAt(1))) throw unreadable(token, 0, what);
  if (!Number.isNaN(value)) return value;
  const special = SPECIAL.exec(token)?.[1]?.toLowerCase();
  if (!special) throw unreadable(token, 0, what);
  if (special === 'nan') return NaN;
  return token.startsWith('-') ? -Infinity : Infinity;
}

/** @returns -1 where there is no digit */
function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

function unreadable(text: string, at: number, what: string): InputError {
  const token = text.slice(at, at + 24).split(' ', 1)[0];
  return new InputError('model_damaged', `${what} holds ${JSON.stringify(token)} where a number belongs`);
}

function wrongCount(what: string, count: number, found: string): InputError {
  return new InputError('model_damaged', `${what} must hold ${count} numbers and holds ${found}`);
}
