import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimals, fillIntegers } from '../../shared/models/numberList.ts';

describe('decimals', () => {
  it('reads what C prints, infinities and NaN in any case and sign among it', () => {
    const text = '1 -2.5e-3 .5 5. 1e+300 inf -inf Infinity nan -nan NaN 1e999';
    const values = [1, -0.0025, 0.5, 5, 1e300, Infinity, -Infinity, Infinity, NaN, NaN, NaN, Infinity];
    expect([...decimals(text, values.length, 'it')]).toEqual(values);
  });

  it('takes runs of blanks for one, as linear leaves have them', () => {
    expect([...decimals('  1  2   3 ', 3, 'it')]).toEqual([1, 2, 3]);
  });

  it('reads back the bits of any number written with 17 digits', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (numbers) => {
        const text = numbers
          .map((number) => (Object.is(number, -0) ? '-0' : number.toPrecision(17)))
          .join(' ');
        expect([...decimals(text, numbers.length, 'it')]).toEqual(numbers);
      }),
    );
  });

  it.each(['0x10', '0b1', '0o7', '1,5', '1_0', 'info', 'infinit', '--1', '1e', 'NaN(1)', '½'])(
    'refuses %s',
    (token) => {
      expect(() => decimals(`1 ${token} 2`, 3, 'it')).toThrow(
        `it holds ${JSON.stringify(token)} where a number belongs`,
      );
    },
  );

  it('refuses a size that the text cannot have before it reserves memory for it', () => {
    expect(() => decimals('1 2', 2 ** 40, 'it')).toThrow(/^it must hold 1099511627776 numbers/);
  });
});

describe('fillIntegers', () => {
  it('reads up to the bounds of the array it fills', () => {
    expect([...fillIntegers('-2147483648 2147483647', new Int32Array(2), 'it')]).toEqual([
      -2147483648, 2147483647,
    ]);
    expect([...fillIntegers('4294967295 0', new Uint32Array(2), 'it')]).toEqual([4294967295, 0]);
  });

  it.each(['2147483648', '1.5', '1e3', '-', '+1', '1-2', 'x', '1x', '99999999999999999999', 'nan'])(
    'refuses %s',
    (token) => {
      expect(() => fillIntegers(token, new Int32Array(1), 'it')).toThrow(
        /^it holds ".*" where a number belongs$/,
      );
    },
  );

  it('refuses too few and too many', () => {
    expect(() => fillIntegers('1 2', new Int32Array(3), 'it')).toThrow('it holds "" where a number belongs');
    expect(() => fillIntegers('1 2', new Int32Array(1), 'it')).toThrow(
      'it must hold 1 numbers and holds more',
    );
  });
});
