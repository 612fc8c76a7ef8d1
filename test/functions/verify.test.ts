import { describe, expect, it } from '@jest/globals';
import { verifyHandler } from '../../functions/verify.ts';
import { at, type Day, type DayOptions, useDay } from '../support/day.ts';
import { functionOutput } from '../support/functionOutput.ts';
import { lambdaContext } from '../support/lambdaContext.ts';

const output = functionOutput();
const startDay = useDay();
let day: Day;
/** Pings so far: whether all was well. */
let beats: boolean[];

async function deployed(options: DayOptions = {}) {
  day = await startDay(options);
  const { ports, settings } = day;
  beats = [];
  const heartbeat = {
    beat: async ({ well }: { readonly well: boolean }) => {
      beats.push(well);
    },
  };
  const handler = verifyHandler(async (log) => ({ ports: { ...ports, heartbeat, log }, settings }));
  let runs = 0;
  return (time: string, event: unknown = {}) => {
    day.clock.set(at(time));
    return handler(event, lambdaContext(`request-${++runs}`));
  };
}

describe('verify', () => {
  it('publishes that it ran, and zeros while all is well', async () => {
    const invoke = await deployed();
    expect(await invoke('11:57')).toMatchObject({ outcome: 'no-open-round' });
    expect(output.metrics()).toEqual({ VerifyRan: 1, AtRisk: 0, Missed: 0 });
    expect(output.emf().map((line) => line._aws.CloudWatchMetrics[0]!.Dimensions)).toEqual([[['service']]]);
    expect(day.notices).toEqual([]);
    expect(beats).toEqual([true]);
  });

  it('raises what it must, tells each danger once, and logs the document as a warning', async () => {
    const invoke = await deployed();
    await invoke('12:27');
    expect(output.metrics()).toEqual({ VerifyRan: 1, AtRisk: 1, Missed: 0 });
    await invoke('12:37');
    const document = await invoke('13:07');
    expect(output.metrics()).toEqual({ VerifyRan: 1, AtRisk: 0, Missed: 1 });
    await invoke('13:17');
    expect(beats).toEqual([false, false, false, false]);
    expect(day.notices).toEqual([
      'Round 1325 at risk: example_model not confirmed yet',
      'Round 1325 missed: example_model',
    ]);
    expect(output.lines()).toContainEqual(
      expect.objectContaining({ level: 'WARN', message: 'Verify ended', details: { document } }),
    );
  });

  it('is content with what Numerai has, although the store was lost', async () => {
    const invoke = await deployed();
    await day.tick();
    await day.emptyStore();
    expect(await invoke('12:27')).toMatchObject({ outcome: 'confirmed' });
    expect(output.metrics()).toEqual({ VerifyRan: 1, AtRisk: 0, Missed: 0 });
    expect(day.notices).toEqual([]);
  });

  it('publishes and tells nothing in a dry run', async () => {
    const invoke = await deployed();
    expect(await invoke('12:27', { dryRun: true })).toMatchObject({ outcome: 'at-risk' });
    expect(output.emf()).toEqual([]);
    expect(day.notices).toEqual([]);
    expect(beats).toEqual([]);
  });

  it('throws and publishes nothing when Numerai cannot be asked, and tells that once', async () => {
    const invoke = await deployed({ numerai: { faults: ['error-504-html:always'] } });
    await expect(invoke('12:27')).rejects.toMatchObject({ code: 'server_error' });
    await expect(invoke('12:37')).rejects.toMatchObject({ code: 'server_error' });
    expect(output.emf()).toEqual([]);
    expect(day.notices).toEqual(['A run failed: server_error']);
    // Whoever is pinged notices that nobody pings.
    expect(beats).toEqual([]);
  });

  it('says that the keys are in trouble on a day without a round', async () => {
    const tokens = [{ publicId: 'UPLOADER', secretKey: 'UPLOADERSECRET', scopes: ['upload_submission'] }];
    const invoke = await deployed({ numerai: { tokens } });
    await expect(invoke('03:07')).rejects.toMatchObject({ code: 'numerai_scope_missing' });
    expect(output.metrics()).toEqual({ KeysInTrouble: 1 });
    expect(day.told).toMatchObject([{ event: 'keys', loud: true }]);
  });
});
