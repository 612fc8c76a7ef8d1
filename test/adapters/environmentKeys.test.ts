import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { environmentKeys } from '../../shared/adapters/local/environmentKeys.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();

function dotenv(content: string | Uint8Array): string {
  const path = join(newFolder(), '.env');
  writeFileSync(path, content);
  return path;
}

const keysOf = (content: string | Uint8Array, env = {}) =>
  environmentKeys({ env, dotenvPath: dotenv(content) })();

describe('environmentKeys', () => {
  it('reads the environment alone when there is no .env file, or none is named', async () => {
    const env = { NUMERAI_PUBLIC_ID: 'id', CMC_API_KEY: '' };
    expect(await environmentKeys({ env })()).toEqual({ NUMERAI_PUBLIC_ID: 'id' });
    expect(await environmentKeys({ env, dotenvPath: join(newFolder(), '.env') })()).toEqual({
      NUMERAI_PUBLIC_ID: 'id',
    });
  });

  it('lets the real environment win, and fills from the file what it lacks', async () => {
    const env = { NUMERAI_PUBLIC_ID: 'real', CMC_API_KEY: '' };
    const keys = await keysOf('NUMERAI_PUBLIC_ID=filed\nNUMERAI_SECRET_KEY=filed\nCMC_API_KEY=filed\n', env);
    expect(keys).toEqual({ NUMERAI_PUBLIC_ID: 'real', NUMERAI_SECRET_KEY: 'filed', CMC_API_KEY: 'filed' });
  });

  it('reads what people write into such files', async () => {
    const content = [
      '\uFEFF# keys',
      '',
      'export NUMERAI_PUBLIC_ID="A#1"   # quoted, with a comment',
      "  NUMERAI_SECRET_KEY = 'b=2'",
      'CMC_API_KEY=c3 # comment',
      'COINGECKO_API_KEY=',
      'OTHER="over',
      'two lines"',
      'MESSARI_API_KEY=`d4`',
    ];
    const expected = {
      NUMERAI_PUBLIC_ID: 'A#1',
      NUMERAI_SECRET_KEY: 'b=2',
      CMC_API_KEY: 'c3',
      MESSARI_API_KEY: 'd4',
    };
    expect(await keysOf(content.join('\n'))).toEqual(expected);
    expect(await keysOf(content.join('\r\n'))).toEqual(expected);
  });

  it.each([
    ['a colon for the equals sign', 'CMC_API_KEY: SECRET', /^line 2 of the \.env file is not NAME=value$/],
    ['a line of prose', 'my SECRET', /^line 2 /],
    ['an unclosed quote', 'CMC_API_KEY="SECRET\nMESSARI_API_KEY=SECRET', /^line 2 .*never closed$/],
  ])(
    'refuses %s, which would swallow the good line after it, without quoting it',
    async (_, line, message) => {
      const failure: unknown = await keysOf(`# first\n${line}\nNUMERAI_PUBLIC_ID=SECRET\n`).catch(
        (error) => error,
      );
      expect(failure).toMatchObject({ name: 'InputError', code: 'dotenv_invalid' });
      expect(failure).toMatchObject({ message: expect.stringMatching(message) });
      expect(inspect(failure, { depth: 9 })).not.toContain('SECRET');
    },
  );

  it('refuses a file in UTF-16, as some shells write it', async () => {
    const utf16 = Buffer.from('\uFEFFCMC_API_KEY=SECRET\n', 'utf16le');
    await expect(keysOf(utf16)).rejects.toMatchObject({
      code: 'dotenv_invalid',
      message: expect.stringContaining('is not UTF-8 text'),
    });
  });

  it('says so when the file cannot be read: here it is a folder', async () => {
    const dotenvPath = join(newFolder(), '.env');
    mkdirSync(dotenvPath);
    await expect(environmentKeys({ env: {}, dotenvPath })()).rejects.toMatchObject({
      name: 'AccessError',
      code: 'dotenv_invalid',
      message: expect.stringContaining('EISDIR'),
    });
  });
});
