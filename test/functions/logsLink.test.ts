import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '../../functions/environment.ts';
import { logsLink } from '../../functions/logsLink.ts';

const DEPLOYED = { AUTOPILOT_BUCKET: 'b', AUTOPILOT_SECRET: 's', AUTOPILOT_TOPIC: 't' };

describe('logsLink', () => {
  it('leads to the log of the function in the console of its region', () => {
    const inLambda = { AWS_REGION: 'eu-west-1', AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/submit' };
    expect(logsLink(readEnvironment({ ...DEPLOYED, ...inLambda }))).toBe(
      'Logs: https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fsubmit',
    );
  });

  it('leads nowhere outside Lambda', () => {
    expect(logsLink(readEnvironment(DEPLOYED))).toBeUndefined();
  });
});
