import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { displayWidth, textTable } from '../../scripts/textTable.ts';

describe('displayWidth', () => {
  it.each([
    ['BTC', 3],
    ['币安人生', 8],
    ['\u00e9', 1],
    ['e\u0301', 1],
    ['🚀', 2],
    ['ﾊ', 1],
    ['Ａ', 2],
    ['\u001b[32mok\u001b[39m', 2],
    ['', 0],
  ])('of %j is %i', (text, width) => expect(displayWidth(text)).toBe(width));
});

describe('textTable', () => {
  it('aligns columns where a Han character takes two places', () => {
    const table = textTable(['symbol', 'signal'], [['币安人生', '0.5'], ['BTC', '0.25'], ['…']]);
    expect(table.split('\n')).toEqual(['symbol    signal', '币安人生  0.5', 'BTC       0.25', '…']);
  });

  it('begins every cell of a column at the same place, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '币', 'é', '-', '🚀') });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const lines = textTable(
          ['x', 'y'],
          cells.map((one) => [one, '|']),
        )
          .split('\n')
          .slice(1);
        const places = lines.map((line) => displayWidth(line.slice(0, line.lastIndexOf('|'))));
        expect(new Set(places).size).toBe(1);
      }),
    );
  });
});
