import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One clock for the functions, each a process of its own, and for the local Numerai. */
export interface MovedClock {
  readonly now: () => Date;
  /** Lets the clock run on from an instant. */
  set(instant: Date): void;
  /** For a function's environment. */
  readonly environment: Readonly<Record<string, string>>;
}

const PRELOAD = resolve(import.meta.dirname, 'movedDate.cjs');

/** @param folder for the file by which the processes hear of it */
export function movedClock(folder: string): MovedClock {
  const file = join(folder, 'clock');
  let ahead = 0;
  const move = (ms: number) => {
    ahead = ms;
    writeFileSync(file, String(ms));
  };
  move(0);
  return {
    now: () => new Date(Date.now() + ahead),
    set: (instant) => move(instant.getTime() - Date.now()),
    environment: { AUTOPILOT_TEST_CLOCK: file, NODE_OPTIONS: `--enable-source-maps --require ${PRELOAD}` },
  };
}
