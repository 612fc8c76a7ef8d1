import { describe, expect, it } from '@jest/globals';
import { nodeCheck } from '../../../scripts/doctor/nodeCheck.ts';
import { clockVerdict } from '../../../scripts/doctor/numeraiChecks.ts';
import { slotChecks } from '../../../scripts/doctor/slotChecks.ts';
import { tokenCheck } from '../../../scripts/doctor/tokenCheck.ts';
import { parseSettings } from '../../../shared/settings.ts';

describe('the clock', () => {
  it.each([
    [0, 'ok'],
    [-30, 'ok'],
    [31, 'warn'],
    [-300, 'warn'],
    [301, 'FAIL'],
  ])('that is off by %d s is %s', (seconds, status) => {
    expect(clockVerdict(seconds).status).toBe(status);
  });

  it('says in which direction it is off', () => {
    expect(clockVerdict(-40).message).toBe("the clock is 40 s behind the server's");
    expect(clockVerdict(40).message).toBe("the clock is 40 s ahead of the server's");
  });
});

describe('Node', () => {
  it.each([
    ['18.20.0', 'FAIL'],
    ['20.20.2', 'warn'],
    ['22.13.0', 'ok'],
    ['24.1.0', 'ok'],
  ])('%s is %s', (version, status) => {
    expect(nodeCheck(version).status).toBe(status);
  });
});

describe('a token', () => {
  const scopes = ['upload_submission', 'read_submission_info'];

  it('needs no read_user_info where every slot has its id', () => {
    const byId = parseSettings({ slots: [{ name: 'a', modelId: '1', candidates: ['m'] }] });
    const byName = parseSettings({ slots: [{ name: 'a', candidates: ['m'] }] });
    const everything = parseSettings({ slots: [{ name: '*', modelId: '1', candidates: ['m'] }] });
    expect(tokenCheck({ scopes }, byId).status).toBe('ok');
    for (const settings of [byName, everything, undefined]) {
      expect(tokenCheck({ scopes }, settings)).toMatchObject({
        status: 'FAIL',
        message: 'the token lacks the scopes read_user_info',
      });
    }
  });
});

describe('slots', () => {
  const models = [{ id: '1', name: 'alpha' }];
  const settings = (name: string, modelId?: string) =>
    parseSettings({ slots: [{ name, ...(modelId && { modelId }), candidates: ['m'] }] });

  it('are found by id where one is given, by exact name otherwise', () => {
    expect(slotChecks(settings('renamed', '1'), models)).toMatchObject([{ status: 'ok' }]);
    expect(slotChecks(settings('alpha', '2'), models)).toMatchObject([{ status: 'FAIL' }]);
    expect(slotChecks(settings('Alpha'), models)).toMatchObject([
      { status: 'FAIL', hint: expect.stringMatching(/^Was "alpha" meant\?/) },
    ]);
  });

  it('* stands for every model of the account, and fails where there is none', () => {
    expect(slotChecks(settings('*'), models)).toMatchObject([{ message: 'slot * stands for alpha' }]);
    expect(slotChecks(settings('*'), [])).toMatchObject([{ status: 'FAIL' }]);
  });
});
