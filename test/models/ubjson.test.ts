import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseUbjson } from '../../shared/models/ubjson.ts';
import { goldenFolder, modelCase } from '../support/modelCase.ts';

const parse = (text: string) => parseUbjson(Buffer.from(text, 'latin1'));

describe('parseUbjson', () => {
  it('reads every kind of number, big-endian', () => {
    const list =
      '[i\xffU\xffI\xff\xfel\x00\x01\x00\x00L\xff\xff\xff\xff\xff\xff\xff\xffd\x3f\xc0\x00\x00D\xbf\xf8\x00\x00\x00\x00\x00\x00]';
    expect(parse(list)).toEqual([-1, 255, -2, 65_536, -1, 1.5, -1.5]);
  });

  it('reads texts, words and nested lists and objects, with lengths or closing marks', () => {
    expect(parse('{i\x01aSU\x02\xc3\xa9i\x01b[TFZ]i\x01c[#i\x02Cx[]}')).toEqual({
      a: 'é',
      b: [true, false, null],
      c: ['x', []],
    });
    expect(parse('{#i\x01i\x01aZ')).toEqual({ a: null });
  });

  it('reads lists of one type as typed arrays', () => {
    expect(parse('[$d#i\x02\x3f\xc0\x00\x00\x7f\xc0\x00\x00')).toEqual(Float32Array.of(1.5, NaN));
    expect(parse('[$L#L\x00\x00\x00\x00\x00\x00\x00\x01\xff\xff\xff\xff\xff\xff\xff\xfe')).toEqual(
      Float64Array.of(-2),
    );
    expect(parse('[$U#i\x00')).toEqual(new Uint8Array());
  });

  it('takes a key for a key, whatever it is called', () => {
    const parsed = parse('{i\x09__proto__i\x07}') as object;
    expect(Object.getOwnPropertyNames(parsed)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(parsed)).toBe(Object.getPrototypeOf({}));
  });

  it.each([
    ['nothing', '', /the file is cut/],
    ['a cut number', 'l\x00\x00', /the file is cut: 4 bytes belong here/],
    ['a cut list', '[i\x01', /the file is cut/],
    ['a length beyond the file', '[$d#l\x7f\xff\xff\xff\x00', /the file is cut: 8589934588 bytes/],
    ['a negative length', 'Si\xff', /a length is -1/],
    ['a length that is no number', 'SSi\x01a', /"S" begins no length/],
    ['a type without a length', '[$d', /a list of one type has no length/],
    ['an unknown mark', '[?]', /"\?" begins no value/],
    ['bytes after the end', 'TT', /1 bytes follow the document/],
    ['a billion empty values', '[$Z#l\x40\x00\x00\x00', /more than 8388608 values/],
    ['very many values without a length', `[${'Z'.repeat(9_000_000)}]`, /more than 8388608 values/],
    ['a bottomless list', '['.repeat(100_000), /more than 64 levels/],
  ])('refuses %s', (_, text, message) => {
    const refusal = { name: 'InputError', message: expect.stringMatching(message) };
    expect(() => parse(text)).toThrow(expect.objectContaining(refusal));
  });

  it('gives an error of its own or a value for a real file cut or changed anywhere', () => {
    const bytes = Buffer.from(modelCase(goldenFolder('models/xgboost-logistic'), 'model.ubj').model);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, by) => {
        expect(() => parseUbjson(bytes.subarray(0, at))).toThrow(
          expect.objectContaining({ code: 'model_damaged' }),
        );
        const changed = Buffer.from(bytes);
        changed[at] = by;
        try {
          parseUbjson(changed);
        } catch (error) {
          expect(error).toMatchObject({ name: 'InputError' });
        }
      }),
    );
  });
});
