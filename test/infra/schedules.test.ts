import { beforeAll, describe, expect, it } from '@jest/globals';
import { cronMinutes } from '../support/cronMinutes.ts';
import { appWith, EVERYTHING, templateOf } from '../support/synthesise.ts';
import { templateView } from '../support/templateView.ts';

/** A run ends by itself within 150 s, and telling it takes a little. */
const RUN_MINUTES = 3;
/** Before that verify judges nothing, and with more than 25 minutes left neither. */
const JUDGED_AFTER = 20;

const everyMinute = Array.from({ length: 1440 }, (_, minute) => minute);

/** Minutes of two days, so that a window may pass midnight. */
const ticks: Record<'submit' | 'verify' | 'collect', number[]> = { submit: [], verify: [], collect: [] };
beforeAll(() => {
  const view = templateView(templateOf(appWith({ autopilot: EVERYTHING })));
  for (const { ScheduleExpression, Target } of view.properties('AWS::Scheduler::Schedule')) {
    const target = JSON.stringify(Target);
    const [name] = (['submit', 'verify', 'collect'] as const).filter((one) =>
      target.includes(view.logicalId(`${one[0]!.toUpperCase()}${one.slice(1)}Function`)),
    );
    ticks[name!].push(...cronMinutes(String(ScheduleExpression)));
  }
  for (const [name, found] of Object.entries(ticks)) {
    const day = [...new Set(found)].sort((a, b) => a - b);
    ticks[name as keyof typeof ticks] = [...day, ...day.map((minute) => minute + 1440)];
  }
});

const firstFrom = (list: readonly number[], minute: number) => list.find((tick) => tick >= minute)!;

describe('the schedules', () => {
  it('are these, a day', () => {
    const [submit, verify, collect] = Object.values(ticks).map((list) => list.length / 2);
    expect({ submit, verify, collect }).toEqual({ submit: 109, verify: 144, collect: 2 });
  });

  it('submit a round that opens at any minute before verify holds its absence against it', () => {
    const alarming = everyMinute.filter((opens) => {
      const done = firstFrom(ticks.submit, opens) + RUN_MINUTES;
      return done >= firstFrom(ticks.verify, opens + JUDGED_AFTER);
    });
    expect(alarming).toEqual([]);
  });

  it('try at least three times in any hour, wherever the window goes, and twelve times where it is', () => {
    const tries = everyMinute.map(
      (opens) => ticks.submit.filter((tick) => tick >= opens && tick < opens + 60).length,
    );
    expect(Math.min(...tries)).toBeGreaterThanOrEqual(3);
    expect(tries[12 * 60]).toBeGreaterThanOrEqual(12);
  });

  it('look at any round of an hour at least three times while it can still be helped', () => {
    const looks = everyMinute.map(
      (opens) => ticks.verify.filter((tick) => tick >= opens + JUDGED_AFTER && tick < opens + 60).length,
    );
    expect(Math.min(...looks)).toBeGreaterThanOrEqual(3);
  });

  it('collect after the day has ended, and again before the window', () => {
    expect(ticks.collect.slice(0, 2)).toEqual([40, 700]);
  });
});
