import { describe, expect, it } from '@jest/globals';
import { newestRows } from '../../shared/domain/newestRows.ts';
import type { Column } from '../../shared/domain/table.ts';

const text = (...values: (string | null)[]): Column => ({ kind: 'text', values });
const column = (kind: 'number' | 'time', ...values: number[]): Column => ({
  kind,
  values: Float64Array.from(values),
});

describe('newestRows', () => {
  it('takes whole days, wherever their rows are', () => {
    const dates = text('2026-05-20', '2026-05-22', '2026-05-21', '2026-05-22', '2026-05-21');
    expect(newestRows(dates, 1)).toEqual([1, 3]);
    expect(newestRows(dates, 2)).toEqual([1, 2, 3, 4]);
    expect(newestRows(dates, 9)).toEqual([0, 1, 2, 3, 4]);
  });

  it('takes any time of a day for that day, and leaves rows without a date out', () => {
    const times = ['2026-05-20T01:00Z', '2026-05-21T00:00Z', '2026-05-21T23:59Z'].map((one) =>
      Date.parse(one),
    );
    expect(newestRows(column('time', ...times, Number.NaN), 1)).toEqual([1, 2]);
    expect(newestRows(text('2026-05-20 01:00:00', '2026-05-21', null), 1)).toEqual([1]);
  });

  it('takes eras by their number, not by their spelling', () => {
    expect(newestRows(column('number', 9, 10, 100, Number.NaN), 2)).toEqual([1, 2]);
    expect(newestRows(text('era0009', 'era0100', 'era0010'), 1)).toEqual([1]);
  });

  it('is undefined where there is no date at all', () => {
    expect(newestRows(text(null, null), 3)).toBeUndefined();
    expect(newestRows(column('number'), 3)).toBeUndefined();
  });
});
