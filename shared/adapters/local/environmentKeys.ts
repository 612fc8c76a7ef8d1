import { readFile } from 'node:fs/promises';
import { AccessError, InputError } from '../../errors.ts';
import { KEY_NAMES, type KeySource, type Keys, keysFrom } from '../keys.ts';
import { codeOf } from './diskError.ts';
import { parseDotenv } from './dotenv.ts';

export interface Environment {
  /** The process's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a `.env` file may be; undefined for none. */
  readonly dotenvPath?: string | undefined;
}

/**
 * Keys from the environment, and from a `.env` file where the environment has none. No file is no fault.
 *
 * The source throws AccessError `keys_invalid`, or InputError / AccessError `dotenv_invalid`.
 */
export function environmentKeys({ env, dotenvPath }: Environment): KeySource {
  return async () => {
    const real = keysFrom(env);
    const filed = dotenvPath ? keysFrom(parseDotenv(await textOf(dotenvPath))) : {};
    const pick = (name: keyof Keys) => [name, real[name] ?? filed[name]];
    return keysFrom(Object.fromEntries(KEY_NAMES.map(pick)));
  };
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error) => {
    const code = codeOf(error);
    if (code === 'ENOENT') return new Uint8Array();
    if (code === undefined) throw error;
    throw new AccessError('dotenv_invalid', `reading the .env file ${path} failed: ${code}`, {
      cause: error,
    });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('dotenv_invalid', `the .env file ${path} is not UTF-8 text`);
  }
}
