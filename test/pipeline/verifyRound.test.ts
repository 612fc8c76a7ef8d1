import { describe, expect, it } from '@jest/globals';
import { verifyMetrics } from '../../shared/domain/verifyDocument.ts';
import { verifyRound } from '../../shared/pipeline/verifyRound.ts';
import { at, type Day, type DayOptions, useDay } from '../support/day.ts';
import { rejectionOf } from '../support/limits.ts';

const startDay = useDay();
const EXAMPLE = '00000000-0000-4000-8000-00000000000a';
const SECOND = '00000000-0000-4000-8000-00000000000b';
const TWO_SLOTS = {
  slots: [
    { name: 'example_model', candidates: ['base'] },
    { name: 'second_model', candidates: ['base'] },
  ],
};

/** A day, and what verify makes of it at a time. */
async function watched(
  options?: DayOptions,
): Promise<Day & { look(time?: string): ReturnType<typeof verifyRound> }> {
  const day = await startDay(options);
  return {
    ...day,
    look: (time) => {
      if (time) day.clock.set(at(time));
      return verifyRound(day.ports, { settings: day.settings });
    },
  };
}

const metricsAt = async (day: { look(time: string): ReturnType<typeof verifyRound> }, time: string) => {
  const { VerifyRan, ...danger } = verifyMetrics(await day.look(time));
  expect(VerifyRan).toBe(1);
  return danger;
};
const SAFE = { AtRisk: 0, Missed: 0 };
const AT_RISK = { AtRisk: 1, Missed: 0 };
const MISSED = { AtRisk: 0, Missed: 1 };

describe('verify on a day without a submission', () => {
  it('says nothing for 20 minutes, at risk until the deadline, missed for an hour, then nothing', async () => {
    const day = await watched();
    const seen = [];
    for (const time of [
      '11:57',
      '12:01',
      '12:19',
      '12:20',
      '12:21',
      '12:59',
      '13:00',
      '13:59',
      '14:00',
      '20:07',
    ])
      seen.push(await metricsAt(day, time));
    expect(seen).toEqual([SAFE, SAFE, SAFE, AT_RISK, AT_RISK, AT_RISK, MISSED, MISSED, SAFE, SAFE]);
  });

  it('looks at what is left when the window is short', async () => {
    const day = await watched({ numerai: { windowSeconds: 30 * 60 } });
    expect(await metricsAt(day, '12:04')).toEqual(SAFE);
    expect(await metricsAt(day, '12:06')).toEqual(AT_RISK);
  });

  it('says why, and what comes next', async () => {
    const day = await watched();
    expect(await day.look('12:07')).toEqual({
      outcome: 'early',
      reason: 'round 1325 has been open for 7 min, too short a time to judge',
      next: 'the next verify looks again',
      rounds: [],
    });
    expect(await day.look('12:27')).toEqual({
      outcome: 'at-risk',
      reason: 'round 1325 has no confirmed on-time submission of example_model: Numerai has no submission',
      next: 'submit goes on trying; the round closes at 2026-11-24T13:00:00Z, in 33 min',
      rounds: [
        {
          round: 1325,
          closesAt: '2026-11-24T13:00:00Z',
          danger: 'at-risk',
          slots: [{ slot: 'example_model', confirmed: false, reason: 'Numerai has no submission' }],
        },
      ],
    });
    expect(await day.look('14:07')).toMatchObject({ outcome: 'no-open-round', rounds: [] });
  });

  it.each(['error', 'null', 'empty'] as const)(
    'finds the closed round when Numerai calls none current any more (%s)',
    async (betweenRounds) => {
      const day = await watched({ numerai: { lateSeconds: 0, betweenRounds } });
      expect(await metricsAt(day, '13:07')).toEqual(MISSED);
      expect(await day.look('14:07')).toMatchObject({ outcome: 'no-open-round' });
    },
  );
});

describe('verify on a day with a submission', () => {
  it('is content, also after the deadline and with an empty store', async () => {
    const day = await watched();
    await day.tick();
    await day.emptyStore();
    for (const time of ['12:20', '12:57', '13:07', '13:57']) expect(await metricsAt(day, time)).toEqual(SAFE);
    expect(await day.look('13:07')).toMatchObject({
      outcome: 'confirmed',
      rounds: [
        { danger: 'missed', slots: [{ confirmed: true, reason: expect.stringContaining('300 tokens') }] },
      ],
    });
  });

  it('asks nothing of the store', async () => {
    const { ports, settings, clock } = await watched();
    clock.set(at('12:27'));
    const { clock: time, numerai, log } = ports;
    expect(await verifyRound({ clock: time, numerai, log }, { settings })).toMatchObject({
      outcome: 'at-risk',
    });
  });

  it('counts an on-time submission that is not ours', async () => {
    const day = await watched();
    await day.numerai.seed({ modelId: EXAMPLE, roundNumber: 1325, filename: 'by-hand-AAAAAAAAAAAA.csv' });
    expect(await metricsAt(day, '12:27')).toEqual(SAFE);
    expect(await metricsAt(day, '13:07')).toEqual(SAFE);
  });

  it('does not count a file of an earlier round that was queued', async () => {
    const day = await watched();
    const filename = 'r1324-example_model-base-1a2b3c4d-AAAAAAAAAAAA.parquet';
    await day.numerai.seed({ modelId: EXAMPLE, roundNumber: 1324, filename, late: true });
    expect(await metricsAt(day, '12:27')).toEqual(AT_RISK);
    expect(await metricsAt(day, '13:07')).toEqual(MISSED);
  });

  it('does not count a late submission', async () => {
    const day = await watched();
    day.clock.set(at('13:03'));
    await day.tick();
    expect(await metricsAt(day, '13:07')).toEqual(MISSED);
  });

  it.each(['short-accepted', 'not-selected', 'never-confirmed'])(
    'does not take an upload for a confirmed submission: %s',
    async (fault) => {
      const day = await watched();
      day.numerai.faults.push(fault);
      await day.tick();
      const document = await day.look('12:27');
      expect(document).toMatchObject({ outcome: 'at-risk' });
      expect(document.reason).toContain('Numerai does not confirm r1325-example_model-base-');
      const missed = await day.look('13:07');
      expect(missed).toMatchObject({ outcome: 'missed' });
      expect(missed.reason).toMatch(/confirm(ed)? r1325-example_model-base-/);
    },
  );
});

describe('verify with several slots', () => {
  it('speaks of the one that lacks', async () => {
    const day = await watched({ settings: TWO_SLOTS });
    await day.tick({ slot: 'example_model' });
    const document = await day.look('12:27');
    expect(document).toMatchObject({
      outcome: 'at-risk',
      rounds: [
        {
          slots: [
            { slot: 'example_model', confirmed: true },
            { slot: 'second_model', confirmed: false },
          ],
        },
      ],
    });
    await day.tick();
    expect(await metricsAt(day, '12:37')).toEqual(SAFE);
  });

  it('holds a slot that the account does not have against the round, not against quiet days', async () => {
    const day = await watched({ settings: { slots: [{ name: 'renamed', candidates: ['base'] }] } });
    expect(await metricsAt(day, '11:57')).toEqual(SAFE);
    expect(await day.look('12:27')).toMatchObject({
      outcome: 'at-risk',
      reason: expect.stringContaining('renamed'),
    });
  });

  it('tells of a slot that lacks although another cannot be asked about', async () => {
    const slots = [{ name: 'gone', modelId: 'no-such-model', candidates: ['base'] }, TWO_SLOTS.slots[1]];
    const day = await watched({ settings: { slots } });
    expect(await metricsAt(day, '12:27')).toEqual(AT_RISK);
    await day.numerai.seed({ modelId: SECOND, roundNumber: 1325, filename: 'by-hand-AAAAAAAAAAAA.csv' });
    await rejectionOf(day.look());
  });
});

describe('verify between rounds', () => {
  it('watches two rounds at once when one closes as the next opens', async () => {
    const day = await watched({ numerai: { windowSeconds: 3600, lateSeconds: 3600 } });
    day.clock.set(at('13:00'));
    day.numerai.openNextRound();
    expect(await metricsAt(day, '13:07')).toEqual(MISSED);
    expect(await metricsAt(day, '13:27')).toEqual({ AtRisk: 1, Missed: 1 });
    expect(await day.look()).toMatchObject({
      outcome: 'at-risk',
      reason: expect.stringContaining('round 1326'),
    });
  });

  it('is content on a day without a round', async () => {
    const day = await watched();
    day.clock.set(new Date('2026-11-29T12:27:00Z'));
    expect(await day.look()).toMatchObject({ outcome: 'no-open-round', rounds: [] });
  });

  it.each(['unreachable:always', 'error-504-html:always', 'html-200:always', 'data-null:always'])(
    'throws when it cannot ask (%s), so that silence is not taken for safety',
    async (fault) => {
      const day = await watched();
      day.numerai.faults.push(fault);
      expect(await rejectionOf(day.look('12:27'))).toMatchObject({ retryable: true });
    },
  );

  it('throws also when no round is open and the keys are refused', async () => {
    const tokens = [{ publicId: 'UPLOADER', secretKey: 'UPLOADERSECRET', scopes: ['upload_submission'] }];
    const day = await watched({ numerai: { tokens } });
    expect(await rejectionOf(day.look('09:07'))).toMatchObject({ code: 'numerai_scope_missing' });
  });

  it('watches the current round when Numerai does not list any', async () => {
    const day = await watched();
    const recentRounds = async () => [];
    day.clock.set(at('12:27'));
    const ports = { ...day.ports, numerai: { ...day.ports.numerai, recentRounds } };
    expect(await verifyRound(ports, { settings: day.settings })).toMatchObject({ outcome: 'at-risk' });
  });
});
