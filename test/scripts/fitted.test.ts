import { styleText } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { fitted } from '../../scripts/fitted.ts';

describe('fitted', () => {
  it('breaks a sentence between words, below where it began', () => {
    expect(fitted('  market data: nothing came', 20)).toBe('  market data:\n  nothing came');
    expect(fitted('market data: nothing came', 20)).toBe('market data: nothing\ncame');
  });

  it('keeps the last cell of a table in its column', () => {
    const rows = ['name  days  tells', 'rsi   14    what it is that it tells'];
    expect(fitted(rows.join('\n'), 24)).toBe(
      ['name  days  tells', 'rsi   14    what it is', '            that it', '            tells'].join('\n'),
    );
  });

  it('counts columns, not the characters of a colour', () => {
    const word = styleText('red', 'FAIL', { validateStream: false });
    expect(fitted(`${word}  one two three four`, 20)).toBe(`${word}  one two three\n      four`);
  });

  it.each([
    '  → Push it: npm run -s autopilot -- model push FILE',
    '  export NUMERAI_API_URL=x NUMERAI_PUBLIC_ID=y',
  ])('leaves whole what is to be copied: %s', (line) => {
    expect(fitted(line, 20)).toBe(line);
  });

  it('leaves all of it whole for a terminal that does not know its width', () => {
    expect(fitted('one two three', 0)).toBe('one two three');
  });

  it('changes nothing that fits', () => {
    const text = 'a  b\n\n  c   d\n';
    expect(fitted(text, 20)).toBe(text);
  });
});
