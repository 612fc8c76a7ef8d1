import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextOpening } from '../../shared/domain/nextOpening.ts';

describe('nextOpening', () => {
  it.each([
    ['a Wednesday morning', '2026-05-20T11:59:59.999Z', '2026-05-20T12:00:00.000Z'],
    ['the very moment of an opening', '2026-05-20T12:00:00.000Z', '2026-05-21T12:00:00.000Z'],
    ['a Saturday afternoon', '2026-05-23T12:00:01.000Z', '2026-05-26T12:00:00.000Z'],
    ['a Sunday morning', '2026-05-24T08:00:00.000Z', '2026-05-26T12:00:00.000Z'],
    ['a Monday noon', '2026-05-25T12:00:00.000Z', '2026-05-26T12:00:00.000Z'],
    ['the last day of a year, a Thursday', '2026-12-31T13:00:00.000Z', '2027-01-01T12:00:00.000Z'],
  ])('follows %s', (_, now, expected) => {
    expect(nextOpening(new Date(now)).toISOString()).toBe(expected);
  });

  it('is the first Tuesday-to-Saturday noon after any instant, at most three days away', () => {
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (now) => {
        const before = now.getTime();
        const opening = nextOpening(now);
        const hours = (opening.getTime() - before) / 3_600_000;
        expect(now.getTime()).toBe(before);
        expect(opening.toISOString()).toMatch(/T12:00:00\.000Z$/);
        expect([2, 3, 4, 5, 6]).toContain(opening.getUTCDay());
        expect(hours).toBeGreaterThan(0);
        expect(hours).toBeLessThanOrEqual(opening.getUTCDay() === 2 ? 72 : 24);
      }),
    );
  });
});
