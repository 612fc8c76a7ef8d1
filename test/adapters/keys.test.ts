import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { KEY_NAMES, keysFrom } from '../../shared/adapters/keys.ts';

describe('keysFrom', () => {
  it('knows the keys of the design, those of the chats, of the ping and of the webhook', () => {
    expect([...KEY_NAMES].sort()).toEqual([
      'CMC_API_KEY',
      'COINGECKO_API_KEY',
      'DISCORD_WEBHOOK_URL',
      'MESSARI_API_KEY',
      'NUMERAI_PUBLIC_ID',
      'NUMERAI_SECRET_KEY',
      'NUMERAI_WEBHOOK_TOKEN',
      'PING_URL',
      'SLACK_WEBHOOK_URL',
      'TELEGRAM_BOT_TOKEN',
      'WEBHOOK_URL',
    ]);
  });

  it('stops no run for a chat that is written wrongly', () => {
    const record = { NUMERAI_PUBLIC_ID: 'ID1', WEBHOOK_URL: 'not an address', SLACK_WEBHOOK_URL: 42 };
    expect(keysFrom(record)).toEqual({ NUMERAI_PUBLIC_ID: 'ID1', WEBHOOK_URL: 'not an address' });
  });

  it('trims, takes empty and null for absent, and leaves other fields out', () => {
    const record = {
      NUMERAI_PUBLIC_ID: ' ID1\n',
      NUMERAI_SECRET_KEY: '  ',
      CMC_API_KEY: null,
      HOME: '/root',
    };
    expect(keysFrom(record)).toEqual({ NUMERAI_PUBLIC_ID: 'ID1' });
    expect(keysFrom({})).toEqual({});
  });

  it.each([
    ['a space inside', 'SECRET value'],
    ['a line break inside', 'SECRET\nvalue'],
    ['a smart quote', '“SECRETvalue”'],
    ['a control character', 'SECRET\u0007value'],
  ])('refuses %s, which a header could not carry, naming the field and not the value', (_, value) => {
    const failure = thrownBy(() => keysFrom({ CMC_API_KEY: value }));
    expect(failure).toMatchObject({ name: 'AccessError', code: 'keys_invalid' });
    expect(inspect(failure, { depth: 9 })).toContain('CMC_API_KEY');
    expect(inspect(failure, { depth: 9 })).not.toContain('SECRET');
  });

  it('refuses what is no text, without repeating it', () => {
    const failure = thrownBy(() => keysFrom({ CMC_API_KEY: 424242, NUMERAI_PUBLIC_ID: ['SECRET'] }));
    expect(failure).toMatchObject({ message: 'NUMERAI_PUBLIC_ID must be text; CMC_API_KEY must be text' });
    expect(inspect(failure, { depth: 9 })).not.toMatch(/SECRET|4242/);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
