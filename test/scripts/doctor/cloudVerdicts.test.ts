import { describe, expect, it } from '@jest/globals';
import { alarmChecks } from '../../../scripts/doctor/alarmChecks.ts';
import { emailChecks } from '../../../scripts/doctor/emailChecks.ts';
import { allowanceVerdict } from '../../../scripts/doctor/providerChecks.ts';
import { bootstrapCheck, stackCheck, versionCheck } from '../../../scripts/doctor/stackChecks.ts';
import { invocationCheck, metricVerdict } from '../../../scripts/smokeChecks.ts';

const MINUTE = 60_000;
const subscribed = (endpoint: string, confirmed: boolean) => ({ protocol: 'email', endpoint, confirmed });

describe('e-mail', () => {
  it('that was never confirmed fails, for no alarm reaches it', () => {
    const [check] = emailChecks(['a@example.com'], [subscribed('a@example.com', false)]);
    expect(check).toMatchObject({ status: 'FAIL', hint: expect.stringContaining('press Confirm') });
  });

  it('to nobody is a warning, to somebody who was forgotten a failure', () => {
    expect(emailChecks([], [])).toMatchObject([{ status: 'warn' }]);
    const checks = emailChecks(['a@example.com', 'b@example.com'], [subscribed('a@example.com', true)]);
    expect(checks).toMatchObject([
      { status: 'ok' },
      { status: 'FAIL', message: 'b@example.com is not subscribed' },
    ]);
  });

  it('has no topic to come from when that was deleted', () => {
    expect(emailChecks(['a@example.com'], undefined)).toMatchObject([{ status: 'FAIL' }]);
  });
});

describe('the stack', () => {
  const stack = (status: string) => ({ name: 's', status, changedAt: undefined, outputs: {} });

  it.each([
    ['CREATE_COMPLETE', 'ok'],
    ['UPDATE_COMPLETE', 'ok'],
    ['UPDATE_IN_PROGRESS', 'warn'],
    ['UPDATE_ROLLBACK_COMPLETE', 'FAIL'],
    ['ROLLBACK_COMPLETE', 'FAIL'],
    ['DELETE_FAILED', 'FAIL'],
  ])('that is %s is %s', (status, verdict) => {
    expect(stackCheck(stack(status), 's').status).toBe(verdict);
  });

  it('needs a bootstrap of version 6', () => {
    const where = { account: '1', region: 'eu-west-1' };
    expect([undefined, 5, 6].map((version) => bootstrapCheck(version, where).status)).toEqual([
      'FAIL',
      'FAIL',
      'ok',
    ]);
  });

  it('is the same as here when code and settings are, whatever the number', () => {
    expect(versionCheck('0.1.0+aa', '0.1.0+aa').status).toBe('ok');
    expect(versionCheck('0.1.0+aa', '0.1.0+bb').status).toBe('warn');
    expect(versionCheck(undefined, '0.1.0+bb').status).toBe('warn');
  });
});

describe('alarms', () => {
  it('that wait for data are no trouble', () => {
    const alarm = {
      name: 'a',
      state: 'INSUFFICIENT_DATA',
      since: undefined,
      description: '',
      tells: true,
    } as const;
    expect(alarmChecks([alarm])).toMatchObject([{ status: 'ok', message: 'none of 1 alarms is raised' }]);
  });
});

describe('credits', () => {
  it.each([
    [99, 'warn'],
    [100, 'ok'],
    [undefined, 'ok'],
  ])('of %p are %s', (creditsLeft, status) => {
    expect(allowanceVerdict({ plan: undefined, creditsLeft, resetsAt: undefined }).status).toBe(status);
  });
});

describe('smoke', () => {
  it('forgives a new stack that verify has not run yet, and an old one not', () => {
    expect(metricVerdict(undefined, 29 * MINUTE).status).toBe('warn');
    expect(metricVerdict(undefined, 30 * MINUTE).status).toBe('FAIL');
    expect(metricVerdict(undefined, undefined).status).toBe('FAIL');
    expect(metricVerdict(3, 30 * MINUTE)).toMatchObject({
      status: 'ok',
      message: expect.stringContaining('3 times'),
    });
  });

  it('shows what a function failed of, and how to read on', () => {
    const error = { type: 'AccessError', message: 'the secret holds none of the keys yet' };
    expect(invocationCheck('submit', { requestId: 'abc', result: undefined, error }, '0.1')).toEqual({
      name: 'submit',
      status: 'FAIL',
      message: 'submit ended in AccessError: the secret holds none of the keys yet',
      hint: 'See the whole run: npm run -s autopilot -- logs --run abc',
    });
  });

  it('does not take any answer for a run', () => {
    const end = { requestId: 'abc', result: 'hello', error: undefined };
    expect(invocationCheck('submit', end, '0.1').status).toBe('FAIL');
  });
});
