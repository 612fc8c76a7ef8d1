import { type Check, fail, ok, warn } from './check.ts';

/** The oldest that works, and the oldest that is still looked after. */
const WORKS = 20;
const SUPPORTED = 22;

/** @param version such as `22.13.0` */
export function nodeCheck(version: string): Check {
  const major = Number.parseInt(version, 10);
  const hint = 'Install Node 24: https://nodejs.org';
  if (major < WORKS) return fail('node', `Node ${version} is too old`, hint);
  if (major < SUPPORTED) return warn('node', `Node ${version} works but is no longer maintained`, hint);
  return ok('node', `Node ${version}`);
}
