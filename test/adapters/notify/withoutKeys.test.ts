import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withoutKeys } from '../../../shared/adapters/notify/withoutKeys.ts';

describe('withoutKeys', () => {
  it('takes keys out, also as a URL would write them, and leaves the rest', () => {
    const clean = withoutKeys({
      NUMERAI_SECRET_KEY: 'SECRET/KEY+1',
      WEBHOOK_URL: 'https://example.com/HUSH',
    });
    expect(clean('SECRET/KEY+1 or SECRET%2FKEY%2B1 at https://example.com/HUSH: 404')).toBe(
      '*** or *** at ***: 404',
    );
  });

  it('leaves nothing of a key that begins like another', () => {
    const clean = withoutKeys({ NUMERAI_PUBLIC_ID: 'ABCDEFGH', NUMERAI_SECRET_KEY: 'ABCDEFGHIJKL' });
    expect(clean('ABCDEFGHIJKL')).toBe('***');
  });

  it('leaves no key in any text around it', () => {
    const key = fc.string({ unit: 'binary', minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (one, before, after) => {
        fc.pre(!'***'.includes(one) && !one.includes('***'));
        const text = withoutKeys({ TELEGRAM_BOT_TOKEN: one })(`${before}${one}${after}`);
        expect(text.replaceAll('***', '')).not.toContain(one);
      }),
    );
  });
});
