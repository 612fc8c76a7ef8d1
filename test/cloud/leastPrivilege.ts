import { expect, it } from '@jest/globals';
import type { CloudUnderTest } from '../support/cloudUnderTest.ts';
import { deployedGrants } from '../support/deployedPolicy.ts';
import { covers } from '../support/policyVerdict.ts';

/** What is granted and not seen in the calls of the functions, and why it is granted. */
const NOT_CALLED: readonly (readonly [action: string, reason: string])[] = [
  ['logs:CreateLogStream', 'Lambda itself writes the log, with the role of the function'],
  ['logs:PutLogEvents', 'Lambda itself writes the log, with the role of the function'],
  ['sqs:SendMessage', 'Lambda itself sends an invocation that failed, with the role of the function'],
];

/** After all that happened: what the functions asked of AWS, against what they may. */
export function leastPrivilege(cloud: () => CloudUnderTest): void {
  it.each(['submit', 'verify', 'collect'])(
    'lets %s do what it did in these days and nothing else',
    async (name) => {
      const grants = await deployedGrants(cloud().moto, cloud().functionName(name));
      const calls = cloud().functions.callsOf(name);
      expect(calls.length).toBeGreaterThan(0);
      const refused = calls.filter((call) => !grants.some((grant) => covers(grant, call)));
      expect(refused.map(({ action, resource }) => `${action} ${resource}`)).toEqual([]);
      const unused = grants.filter((grant) => !calls.some((call) => covers(grant, call)));
      const unexplained = unused.filter(({ action }) => !NOT_CALLED.some(([known]) => known === action));
      expect(unexplained).toEqual([]);
    },
  );

  it('has written no key and no address with a query into any log', () => {
    const output = cloud().functions.output();
    for (const key of Object.values(cloud().keys())) expect(output).not.toContain(key);
    expect(output).not.toMatch(/https?:\/\/[^\s"]*\?/);
  });
}
