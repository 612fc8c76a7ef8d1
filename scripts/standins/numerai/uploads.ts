import { randomBytes } from 'node:crypto';
import { parse } from 'node:path';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SUFFIX_LENGTH = 12;

/** The bucket that uploads are PUT into. A name is given out first, the bytes come later, more than once if need be. */
export class Uploads {
  readonly #files = new Map<string, Uint8Array>();

  /** Name under which a file will be stored: `-` and 12 letters or digits before its extension. */
  reserve(filename: string): string {
    const { name, ext } = parse(filename);
    const suffix = Array.from(randomBytes(SUFFIX_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]);
    return `${name}-${suffix.join('')}${ext}`;
  }

  store(filename: string, bytes: Uint8Array): void {
    this.#files.set(filename, bytes);
  }

  /** @returns undefined when nothing has been stored under the name */
  read(filename: string): Uint8Array | undefined {
    return this.#files.get(filename);
  }

  names(): string[] {
    return [...this.#files.keys()];
  }
}
