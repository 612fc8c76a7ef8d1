import { reportError } from '../errors.ts';
import { isKeyTrouble } from './keyTrouble.ts';
import type { News } from './news.ts';

/** What to tell of a run that ended before it could say anything of a round. */
export function failureNews(error: unknown, now: Date): News {
  const { code, message, hint } = reportError(error);
  const keys = isKeyTrouble(code);
  const costs = 'It costs nothing between rounds or when a later run gets through; otherwise the round.';
  return {
    event: keys ? 'keys' : 'failed',
    subject: keys ? `A key or a plan is in trouble: ${code}` : `A run failed: ${code}`,
    text: [costs, `Why: ${message}`, `What to do: ${hint}`].join('\n'),
    once: `${now.toISOString().slice(0, 10)}/${code}`,
  };
}
