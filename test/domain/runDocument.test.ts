import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  exitCode,
  type RunOutcome,
  runDocument,
  type SlotOutcome,
  type SlotReport,
  worstOutcome,
} from '../../shared/domain/runDocument.ts';

function report(changed: Partial<SlotReport> = {}): SlotReport {
  return {
    slot: 'mymodel',
    outcome: 'submitted',
    reason: 'confirmed',
    next: null,
    status: 'on-time',
    candidate: 'base',
    degraded: false,
    accepted: 300,
    universe: 300,
    filename: 'r812-mymodel-base-1a2b3c4d-Ab3dE6gH9jK2.parquet',
    submission: null,
    ...changed,
  };
}

/** Worst first, as the contract lists them; `degraded` is not an outcome of a slot. */
const slotOutcomes: SlotOutcome[] = [
  'failed',
  'unconfirmed',
  'late',
  'waiting',
  'busy',
  'submitted',
  'dry-run',
  'already-submitted',
];

describe('worstOutcome', () => {
  it('follows the stated order for every pair, in either order of the slots', () => {
    for (const [place, worse] of slotOutcomes.entries()) {
      for (const better of slotOutcomes.slice(place)) {
        const slots = [report({ outcome: better }), report({ outcome: worse })];
        expect(worstOutcome(slots)).toBe(worse);
        expect(worstOutcome(slots.toReversed())).toBe(worse);
      }
    }
  });

  it.each(['submitted', 'already-submitted'] as const)('counts a degraded %s as degraded', (outcome) => {
    const degraded = report({ outcome, degraded: true });
    expect(worstOutcome([degraded])).toBe('degraded');
    expect(worstOutcome([degraded, report({ outcome: 'submitted' })])).toBe('degraded');
    expect(worstOutcome([degraded, report({ outcome: 'busy' })])).toBe('busy');
  });

  it.each(slotOutcomes.filter((outcome) => !outcome.endsWith('submitted')))(
    'leaves a degraded %s what it is',
    (outcome) => {
      expect(worstOutcome([report({ outcome, degraded: true })])).toBe(outcome);
    },
  );

  it('counts a foreign submission as already submitted, below everything else', () => {
    const foreign = report({ outcome: 'foreign' });
    expect(worstOutcome([foreign])).toBe('already-submitted');
    expect(worstOutcome([report({ outcome: 'foreign', degraded: true })])).toBe('already-submitted');
    expect(worstOutcome([foreign, report({ outcome: 'dry-run' })])).toBe('dry-run');
  });

  it('is no-open-round without slots', () => {
    expect(worstOutcome([])).toBe('no-open-round');
  });

  it('never becomes better by one more slot', () => {
    const order: RunOutcome[] = [
      'failed',
      'unconfirmed',
      'late',
      'waiting',
      'busy',
      'degraded',
      'submitted',
      'dry-run',
      'already-submitted',
    ];
    const any = fc.record({
      outcome: fc.constantFrom(...slotOutcomes, 'foreign' as const),
      degraded: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), any, (some, more) => {
        const before = worstOutcome(some.map(report));
        const after = worstOutcome([...some, more].map(report));
        expect(order.indexOf(after)).toBeLessThanOrEqual(order.indexOf(before));
      }),
    );
  });
});

describe('runDocument', () => {
  it('of one slot gives its reason as it is', () => {
    const slot = report({
      outcome: 'waiting',
      reason: 'the live file is of yesterday',
      next: 'the next run looks again',
    });
    expect(runDocument({ round: 812, slots: [slot] })).toEqual({
      outcome: 'waiting',
      reason: 'the live file is of yesterday',
      next: 'the next run looks again',
      round: 812,
      slots: [slot],
      submission: null,
    });
  });

  it('of several slots says how many are as bad as the worst, and why the first of them is', () => {
    const slots = [
      report({ slot: 'a' }),
      report({
        slot: 'b',
        outcome: 'failed',
        reason: 'no candidate passed',
        next: 'the next run tries again',
      }),
      report({ slot: 'c', outcome: 'failed', reason: 'another' }),
    ];
    const document = runDocument({ round: 812, slots, next: 'not this' });
    expect(document.reason).toBe('2 of 3 slots failed, b: no candidate passed');
    expect(document.next).toBe('the next run tries again');
  });

  it('calls degraded slots degraded', () => {
    const slots = [report({ slot: 'a' }), report({ slot: 'b', degraded: true, reason: 'second best' })];
    expect(runDocument({ round: 812, slots }).reason).toBe('1 of 2 slots degraded, b: second best');
  });

  it('falls back to the run when its slots say nothing about what is next', () => {
    const next = 'the next round is expected on Thursday';
    expect(runDocument({ round: 812, slots: [report()], next }).next).toBe(next);
    expect(runDocument({ round: 812, slots: [report()] }).next).toBeNull();
  });

  it('without an open round gives the reason it was told', () => {
    const facts = { round: null, slots: [], reason: 'round 812 has closed', next: 'on Thursday' };
    expect(runDocument(facts)).toEqual({ ...facts, outcome: 'no-open-round', submission: null });
    expect(runDocument({ round: null, slots: [] }).reason).toBe('no round is open');
  });

  it('names the first file that was uploaded, not one that was only made', () => {
    const made = report({ outcome: 'dry-run', submission: 'dry/submission.parquet' });
    const first = report({ outcome: 'unconfirmed', submission: 'a/submission.parquet' });
    const second = report({ submission: 'b/submission.parquet' });
    expect(runDocument({ round: 812, slots: [made] }).submission).toBeNull();
    expect(runDocument({ round: 812, slots: [made, report(), first, second] }).submission).toBe(
      'a/submission.parquet',
    );
  });
});

describe('exitCode', () => {
  const of = (outcome: RunOutcome) => ({ ...runDocument({ round: 812, slots: [] }), outcome });
  const table: [RunOutcome, number, number][] = [
    ['failed', 1, 1],
    ['unconfirmed', 1, 1],
    ['late', 1, 1],
    ['waiting', 1, 1],
    ['busy', 0, 3],
    ['degraded', 0, 0],
    ['submitted', 0, 0],
    ['dry-run', 0, 0],
    ['already-submitted', 0, 3],
    ['no-open-round', 0, 3],
  ];

  it.each(table)('of %s is %d, with --fail-if-idle %d', (outcome, plain, failIfIdle) => {
    expect(exitCode(of(outcome), { failIfIdle: false })).toBe(plain);
    expect(exitCode(of(outcome), { failIfIdle: true })).toBe(failIfIdle);
  });
});
