import { DeadlineError } from '../shared/errors.ts';
import { environment } from './environment.ts';

/** So long a command may take to put things in order after an interruption. */
const GRACE_MS = 10_000;
/** npm and tsx pass a signal on that the terminal has sent to everybody already. */
const ECHO_MS = 1_000;

const PARENT_MS = 500;

export const INTERRUPTED = 130;

const controller = new AbortController();
const startedBy = process.ppid;
let watching = false;
let interruptedAt = 0;

/**
 * Aborted by Ctrl-C or SIGTERM, so that a command can put things in order. From the first call on these signals
 * no longer end the process by themselves; a second one does.
 */
export function interruption(): AbortSignal {
  if (watching) return controller.signal;
  watching = true;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  if (environment.npm_lifecycle_event === 'autopilot') watchParent();
  return controller.signal;
}

/** npm hands SIGTERM to the shell between, which dies of it and tells nobody. */
function watchParent(): void {
  const looking = setInterval(() => {
    if (process.ppid === startedBy) return;
    clearInterval(looking);
    interrupt('SIGTERM');
  }, PARENT_MS).unref();
}

export function wasInterrupted(): boolean {
  return controller.signal.aborted;
}

function interrupt(signal: NodeJS.Signals): void {
  if (controller.signal.aborted) {
    if (Date.now() - interruptedAt > ECHO_MS) process.exit(INTERRUPTED);
    return;
  }
  interruptedAt = Date.now();
  setTimeout(() => process.exit(INTERRUPTED), GRACE_MS).unref();
  controller.abort(new DeadlineError('interrupted', `stopped by ${signal}`));
}
