import { describe, expect, it } from '@jest/globals';
import { runDocument, type SlotReport } from '../../shared/domain/runDocument.ts';
import { runNews } from '../../shared/domain/runNews.ts';

const SUBMITTED: SlotReport = {
  slot: 'one',
  outcome: 'submitted',
  reason: '300 of 300 tokens accepted',
  next: 'the next round opens tomorrow',
  status: 'on-time',
  candidate: 'base',
  degraded: false,
  accepted: 300,
  universe: 300,
  filename: 'r1325-one-base-1a2b3c4d.parquet',
  submission: null,
};
const newsOf = (...slots: Partial<SlotReport>[]) =>
  runNews(runDocument({ round: 1325, slots: slots.map((slot) => ({ ...SUBMITTED, ...slot })) }));
const error = { code: 'coverage_too_low', message: '200 of 300 tokens', hint: 'Check the feature data.' };

describe('runNews', () => {
  it('says what happened, what it costs, why, and what to do', () => {
    expect(newsOf({ outcome: 'failed', reason: '200 of 300 tokens', error })).toEqual({
      event: 'failed',
      subject: 'Round 1325: no submission',
      text: [
        'It costs nothing while the round is open, for every run tries again; at the deadline, the round.',
        'Why: 200 of 300 tokens',
        'What to do: Check the feature data.',
      ].join('\n'),
      once: 'r1325/failed',
    });
  });

  it.each([
    ['submitted', 'submitted', 'r1325/submitted'],
    ['already-submitted', 'submitted', 'r1325/submitted'],
    ['unconfirmed', 'failed', 'r1325/unconfirmed'],
    ['late', 'failed', 'r1325/late'],
  ] as const)('takes the outcome %s for the event %s, told once as %s', (outcome, event, once) => {
    expect(newsOf({ outcome })).toMatchObject({ event, once });
  });

  it('calls a degraded submission degraded, whether this run sent it or an earlier one', () => {
    for (const outcome of ['submitted', 'already-submitted'] as const)
      expect(newsOf({ outcome, degraded: true })).toMatchObject({
        event: 'degraded',
        once: 'r1325/degraded',
      });
  });

  it('keeps a degraded submission to itself as long as a better one may come', () => {
    const document = runDocument({ round: 1325, slots: [{ ...SUBMITTED, degraded: true }] });
    expect(runNews(document, { mayImprove: true })).toBeUndefined();
    const failing = runDocument({ round: 1325, slots: [{ ...SUBMITTED, outcome: 'failed' }] });
    expect(runNews(failing, { mayImprove: true })).toMatchObject({ event: 'failed' });
  });

  it.each(['waiting', 'busy', 'dry-run'] as const)('has nothing to tell of %s', (outcome) => {
    expect(newsOf({ outcome })).toBeUndefined();
  });

  it('has nothing to tell when no round is open', () => {
    expect(runNews(runDocument({ round: null, slots: [] }))).toBeUndefined();
  });

  it('speaks of the key when that is what stopped a slot, and of all slots in one message', () => {
    const denied = { code: 'numerai_scope_missing', message: 'may not upload', hint: 'Make a new token.' };
    const news = newsOf({}, { slot: 'two', outcome: 'failed', reason: 'may not upload', error: denied });
    expect(news).toMatchObject({ event: 'keys', once: 'r1325/keys' });
    expect(news?.text.split('\n').slice(1)).toEqual([
      'Why: may not upload',
      'What to do: Make a new token.',
      'one: submitted, 300 of 300 tokens accepted',
      'two: failed, may not upload',
    ]);
  });
});
