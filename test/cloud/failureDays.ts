import { expect, it } from '@jest/globals';
import type { CloudUnderTest } from '../support/cloudUnderTest.ts';
import { pushDemoModel, pushTrendModel, setKeys } from '../support/localCloud.ts';

const MINUTES = 60_000;
const [THURSDAY, FRIDAY, SATURDAY, TUESDAY] = ['2026-11-26', '2026-11-27', '2026-11-28', '2026-12-01'];

/** Days on which something is wrong, each with a round of its own. */
export function failureDays(cloud: () => CloudUnderTest): void {
  it(
    'says at once what it cannot do while Numerai asks for an hour of rest, and that the round was missed',
    async () => {
      expect((await cloud().at(THURSDAY, '00:40', 'collect')).end).toBe('collected');
      cloud().openRound(THURSDAY);
      cloud().numerai.faults.push('rate-limited:always');
      const down = await cloud().at(THURSDAY, '12:00', 'submit');
      expect(down.answer).toMatchObject({ error: { errorType: 'TransientError' } });
      const blind = await cloud().at(THURSDAY, '12:27', 'verify');
      expect(blind.answer).toMatchObject({ error: { errorType: 'TransientError' } });
      expect(blind.measures).not.toHaveProperty('VerifyRan');
      cloud().numerai.faults.clear();
      expect((await cloud().at(THURSDAY, '13:07', 'verify')).measures).toMatchObject({
        VerifyRan: 1,
        Missed: 1,
        AtRisk: 0,
      });
      expect((await cloud().at(THURSDAY, '13:10', 'submit')).end).toBe('late');
    },
    5 * MINUTES,
  );

  it(
    'knows of wrong keys before the round opens, and takes the right ones without a deploy',
    async () => {
      const wrong = { NUMERAI_SECRET_KEY: 'WRONG', CMC_API_KEY: 'WRONG' };
      await setKeys(cloud().moto.clients(), { ...cloud().keys(), ...wrong });
      expect((await cloud().at(FRIDAY, '00:40', 'collect')).measures).toMatchObject({ KeysInTrouble: 1 });
      cloud().openRound(FRIDAY);
      const refused = await cloud().at(FRIDAY, '11:57', 'verify');
      expect(refused.answer).toMatchObject({ error: { errorType: 'AccessError' } });
      expect(refused.measures).toEqual({ KeysInTrouble: 1 });
      expect((await cloud().at(FRIDAY, '12:00', 'submit')).end).toBe('AccessError');
      await setKeys(cloud().moto.clients(), cloud().keys());
      expect((await cloud().at(FRIDAY, '12:10', 'submit')).end).toBe('submitted');
      expect((await cloud().at(FRIDAY, '12:27', 'verify')).end).toBe('confirmed');
    },
    5 * MINUTES,
  );

  it(
    'warns in time when the store is empty, and does not need it to know what is submitted',
    async () => {
      cloud().openRound(SATURDAY);
      const store = cloud().store();
      for (const key of await store.list('')) await store.remove(key);
      expect((await cloud().at(SATURDAY, '12:00', 'submit')).end).toBe('TransientError');
      expect((await cloud().at(SATURDAY, '12:27', 'verify')).measures).toEqual({
        VerifyRan: 1,
        AtRisk: 1,
        Missed: 0,
      });
      await pushDemoModel(cloud().moto.clients(), cloud().outputs().AutopilotBucket!);
      await pushTrendModel(cloud().moto.clients(), cloud().outputs().AutopilotBucket!);
      expect((await cloud().at(SATURDAY, '12:30', 'submit')).end).toBe('degraded');
      expect((await cloud().at(SATURDAY, '12:37', 'verify')).measures).toEqual({
        VerifyRan: 1,
        AtRisk: 0,
        Missed: 0,
      });
      for (const key of await store.list('rounds/')) await store.remove(key);
      expect((await cloud().at(SATURDAY, '12:40', 'submit')).end).toBe('degraded');
      expect((await cloud().at(SATURDAY, '13:07', 'verify')).end).toBe('confirmed');
    },
    5 * MINUTES,
  );

  it(
    'waits for a live file that is late, warns, and submits it when it is there',
    async () => {
      cloud().openRound(TUESDAY);
      cloud().numerai.live.setDay('2026-11-27');
      expect((await cloud().at(TUESDAY, '12:00', 'submit')).end).toBe('waiting');
      expect((await cloud().at(TUESDAY, '12:17', 'verify')).end).toBe('early');
      expect((await cloud().at(TUESDAY, '12:27', 'verify')).measures).toMatchObject({ AtRisk: 1 });
      cloud().numerai.live.setDay(undefined);
      expect((await cloud().at(TUESDAY, '12:30', 'submit')).end).toBe('degraded');
      expect((await cloud().at(TUESDAY, '12:37', 'verify')).end).toBe('confirmed');
    },
    5 * MINUTES,
  );
}
