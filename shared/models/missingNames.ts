import { nearestNames } from './nearestNames.ts';

/** More names than this do not help anybody who reads the message. */
const NAMED = 10;

/** `a (nearest: b, c); d and 3 more`: names that were looked for in vain, with those that may have been meant. */
export function describeMissing(missing: readonly string[], present: readonly string[]): string {
  const named = missing.slice(0, NAMED).map((name) => {
    const near = nearestNames(name, present);
    return near.length > 0 ? `${name} (nearest: ${near.join(', ')})` : name;
  });
  return named.join('; ') + (missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '');
}
