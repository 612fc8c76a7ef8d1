import { isKeyTrouble } from './keyTrouble.ts';
import type { News, NoticeEvent } from './news.ts';
import type { RunDocument, RunOutcome, SlotReport } from './runDocument.ts';

interface Wording {
  readonly event: NoticeEvent;
  readonly what: string;
  readonly costs: string;
}

const FAILING =
  'It costs nothing while the round is open, for every run tries again; at the deadline, the round.';
const WORDING: Partial<Record<RunOutcome, Wording>> = {
  failed: { event: 'failed', what: 'no submission', costs: FAILING },
  unconfirmed: { event: 'failed', what: 'not confirmed by Numerai', costs: FAILING },
  late: {
    event: 'failed',
    what: 'late',
    costs: 'It costs the round: a late submission is scored, but not paid.',
  },
  degraded: {
    event: 'degraded',
    what: 'degraded',
    costs: 'It costs perhaps some score: the submission is on time and counts.',
  },
  submitted: { event: 'submitted', what: 'submitted', costs: 'All is well.' },
  'already-submitted': { event: 'submitted', what: 'submitted', costs: 'All is well.' },
};
const KEYS: Wording = { event: 'keys', what: 'a key or a plan is in trouble', costs: FAILING };

export interface NewsOptions {
  /** A later run may still bring a better submission, so that a degraded one is no news yet. */
  readonly mayImprove?: boolean;
}

/** What to tell of a run; undefined when nothing happened that anybody would want to know. */
export function runNews(document: RunDocument, { mayImprove = false }: NewsOptions = {}): News | undefined {
  const { outcome, round, reason, slots } = document;
  const keyError = slots.find(({ error }) => isKeyTrouble(error?.code))?.error;
  const wording = keyError ? KEYS : WORDING[outcome];
  if (!wording || round === null) return undefined;
  if (wording.event === 'degraded' && mayImprove) return undefined;
  const error = keyError ?? slots.find((slot) => slot.outcome === outcome && slot.error)?.error;
  const advice = error?.hint ?? document.next;
  return {
    event: wording.event,
    subject: `Round ${round}: ${wording.what}`,
    text: [
      wording.costs,
      `Why: ${keyError?.message ?? reason}`,
      ...(advice === null ? [] : [`${error ? 'What to do' : 'Next'}: ${advice}`]),
      ...(slots.length > 1 ? slots.map(slotLine) : []),
    ].join('\n'),
    once: `r${round}/${wording.event === 'failed' ? outcome : wording.event}`,
  };
}

function slotLine({ slot, outcome, reason }: SlotReport): string {
  return `${slot}: ${outcome}, ${reason}`;
}
