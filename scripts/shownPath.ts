import { isAbsolute, relative } from 'node:path';

/** A path as short as it can be typed from here; one outside the working directory, or in a bucket, as it is. */
export function shownPath(path: string): string {
  if (!isAbsolute(path)) return path;
  const short = relative('', path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}
