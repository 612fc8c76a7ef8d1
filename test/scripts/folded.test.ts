import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { folded } from '../../scripts/folded.ts';
import { displayWidth } from '../../scripts/textTable.ts';

describe('folded', () => {
  it('breaks between words, and goes on below where the text began', () => {
    expect(folded('one two three four', 9)).toBe('one two\nthree\nfour');
    expect(folded('  name   what it is for', 18)).toBe('  name   what it\n         is for');
    expect(folded('NAME:  first words\n       and more of them', 20)).toBe(
      'NAME:  first words\n       and more of\n       them',
    );
  });

  it('joins what was broken for a wider terminal, but no row of a table, no code and no other paragraph', () => {
    expect(folded('one two\nthree\n\nfour', 20)).toBe('one two three\n\nfour');
    const table = '  a  first row\n  b  second row\n     goes on';
    expect(folded(table, 40)).toBe('  a  first row\n  b  second row goes on');
    const code = 'In Python:\n  >>> x = f(1)\n  >>> y = 2\n  and so on';
    expect(folded(code, 40)).toBe(code);
  });

  it('leaves commands whole, and words that are longer than a line', () => {
    const command = '  $ npm run -s autopilot -- data download live.parquet';
    expect(folded(command, 20)).toBe(command);
    expect(folded('see https://example.com/a/long/path now', 12)).toBe(
      'see\nhttps://example.com/a/long/path\nnow',
    );
  });

  it('loses no word and changes no order, and no line with room for its words is too long', () => {
    const word = fc.constantFrom('a', 'bcd', 'efghij', '币安', 'k');
    const lines = fc.array(fc.array(word, { minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 8, max: 40 }), (some, columns) => {
        const text = some.map((words) => words.join(' ')).join('\n');
        const result = folded(text, columns);
        expect(result.split(/\s+/)).toEqual(text.split(/\s+/));
        expect(Math.max(...result.split('\n').map(displayWidth))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
