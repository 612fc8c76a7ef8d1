import { describe, it } from '@jest/globals';
import { sharedData } from './sharedFolder.ts';

/** `describe` over the real files, or a skipped block that says why. */
export function describeSharedData(title: string, body: (folder: string) => void): void {
  const folder = sharedData;
  if (folder) describe(title, () => body(folder));
  // jest runs the body of a skipped block to count its tests; this one would already look for its files there.
  else describe.skip(title, () => it('needs ../shared/data beside the repository', () => {}));
}
