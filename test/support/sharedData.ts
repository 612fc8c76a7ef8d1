import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from '@jest/globals';

const folder = resolve(import.meta.dirname, '../../../shared/data');

/** Real files kept beside the repository and never inside it; undefined on a stranger's machine. */
export const sharedData = existsSync(folder) ? folder : undefined;

/** `describe` over the real files, or a skipped block that says why. */
export function describeSharedData(title: string, body: (folder: string) => void): void {
  if (sharedData) describe(title, () => body(folder));
  // jest runs the body of a skipped block to count its tests; this one would already look for its files there.
  else describe.skip(title, () => it('needs ../shared/data beside the repository', () => {}));
}
