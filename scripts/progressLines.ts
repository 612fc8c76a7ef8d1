import type { Working } from './terminal.ts';

const EVERY_MS = 30_000;
/** Of the whole. */
const STEP = 0.05;

/** Where nobody watches: a line of a log for every twentieth that is done, and whenever half a minute has passed. */
export function progressLines(write: (line: string) => void, now: () => number): Working {
  let saidAt = now();
  let steps = 0;
  return {
    say: (text, share = 0) => {
      // A share that should be a whole step may be a little less.
      const reached = Math.floor(share / STEP + 1e-9);
      if (reached <= steps && now() - saidAt < EVERY_MS) return;
      [steps, saidAt] = [Math.max(steps, reached), now()];
      write(text);
    },
    begin: write,
    stop: () => undefined,
  };
}
