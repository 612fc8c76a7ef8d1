import * as z from 'zod';
import { UsageError } from '../shared/errors.ts';

/** Strict, because a misspelt `dryRun` must not submit. */
const RunEvent = z.strictObject({
  dryRun: z.boolean().optional(),
  /** Only this slot. */
  slot: z.string().min(1).optional(),
});

/** What a function may be asked for. The schedules ask for nothing: `{}`. */
export type RunEvent = z.infer<typeof RunEvent>;

/**
 * The event of an invocation.
 *
 * @throws UsageError `usage` naming every key that is wrong
 */
export function parseRunEvent(event: unknown): RunEvent {
  const parsed = RunEvent.safeParse(event);
  if (parsed.success) return parsed.data;
  const hint = 'Correct the test event or the input of the schedule; {} is an ordinary run.';
  throw new UsageError('usage', `the event is refused: ${z.prettifyError(parsed.error)}`, { hint });
}
