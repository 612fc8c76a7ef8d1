import type { CallerIdentity } from '../../shared/adapters/aws/callerIdentity.ts';
import type { DeployedStack } from '../../shared/adapters/aws/deployedStack.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** The oldest bootstrap that this version of the CDK deploys with. */
const BOOTSTRAP_NEEDED = 6;
const DEPLOY = 'Run npm run deploy.';
const SHORT = 8;

/** Whether `cdk bootstrap` was run where the stack is to go. */
export function bootstrapCheck(
  version: number | undefined,
  { account, region }: Pick<CallerIdentity, 'account' | 'region'>,
): Check {
  const hint = `Once per account and region: npx cdk bootstrap aws://${account}/${region}`;
  if (version === undefined)
    return fail('bootstrap', `${account} ${region} is not bootstrapped for the CDK`, hint);
  if (version >= BOOTSTRAP_NEEDED) return ok('bootstrap', `bootstrapped (v${version})`);
  return fail('bootstrap', `the bootstrap is v${version}, v${BOOTSTRAP_NEEDED} is needed`, hint);
}

/** Whether the stack is there and in a state of rest. */
export function stackCheck(stack: DeployedStack | undefined, name: string): Check {
  if (!stack) return fail('stack', `the stack ${name} is not deployed here`, DEPLOY);
  const { status, changedAt } = stack;
  const when = changedAt ? `, last changed ${changedAt.toISOString().replace(/\.\d+Z$/, 'Z')}` : '';
  const message = `stack ${name}: ${status}${when}`;
  if (/_IN_PROGRESS$/.test(status)) return warn('stack', message, 'Wait until it is done, then look again.');
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return ok('stack', message);
  return fail('stack', message, `Read its events in the CloudFormation console, mend the cause. ${DEPLOY}`);
}

/** Whether what is deployed is what is here. */
export function versionCheck(deployed: string | undefined, local: string): Check {
  if (deployed === local) return ok('version', `version ${short(local)} is deployed, as it is here`);
  const message = deployed
    ? `version ${short(deployed)} is deployed, ${short(local)} is here: code or settings differ`
    : `the stack does not tell its version; ${short(local)} is here`;
  return warn('version', message, DEPLOY);
}

function short(version: string): string {
  const [number, print = ''] = version.split('+');
  return print === '' ? `${number}` : `${number}+${print.slice(0, SHORT)}`;
}
