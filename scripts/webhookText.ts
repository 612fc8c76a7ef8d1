import type { RegisteredSlot } from '../shared/pipeline/registerWebhook.ts';
import type { Terminal } from './terminal.ts';

/** One line a slot: what was done, or why not and what to do. */
export function webhookText(
  slots: readonly RegisteredSlot[],
  { done, paint }: { readonly done: string; readonly paint: Terminal['paint'] },
): string {
  return slots
    .flatMap(({ slot, error }) =>
      error
        ? [`${paint('red', 'FAIL')}  ${slot}: ${error.message}`, `      → ${error.hint}`]
        : [`${paint('green', 'ok')}    ${slot}: ${done}`],
    )
    .join('\n');
}
