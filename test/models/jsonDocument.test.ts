import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseJsonDocument } from '../../shared/models/jsonDocument.ts';

const parse = (text: string) => parseJsonDocument(Buffer.from(text));

describe('parseJsonDocument', () => {
  it('gives what JSON.parse gives for any JSON', () => {
    fc.assert(fc.property(fc.json(), (text) => expect(parse(text)).toEqual(JSON.parse(text))));
  });

  it('reads bare NaN as null and bare infinities as they are, but leaves text alone', () => {
    expect(parse('[NaN, -Infinity,Infinity ,"NaN","a\\"Infinity","\\\\",NaN]')).toEqual([
      null,
      -Infinity,
      Infinity,
      'NaN',
      'a"Infinity',
      '\\',
      null,
    ]);
  });

  it('refuses what is no JSON with its own error', () => {
    for (const text of ['{', '[NaNa]', '{"a":nan}', '"abc', '[1,]', '{} {}', '[Infinit]', '\u0000']) {
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'model_damaged' }));
    }
  });

  it('goes as deep as a tree may be, and no deeper', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => parse(nested(10_000))).not.toThrow();
    expect(() => parse(nested(10_001))).toThrow('more than 10000 levels');
    expect(() => parse('[{"a":'.repeat(200_000))).toThrow(
      expect.objectContaining({ code: 'unsupported_model' }),
    );
  });

  it('refuses millions of lists before it builds them', () => {
    expect(() => parse(`[${'[],'.repeat(5_000_000)}[]]`)).toThrow('more than 4194304 lists, objects');
  });
});
