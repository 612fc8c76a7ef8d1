import type { Bar } from './bar.ts';

/** One text a (ucid, source), which a day has once. */
export function barKey({ ucid, source }: Pick<Bar, 'ucid' | 'source'>): string {
  return `${source}\u0000${ucid}`;
}
