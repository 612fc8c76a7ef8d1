import { resolve } from 'node:path';
import type { CallerIdentity } from '../../shared/adapters/aws/callerIdentity.ts';
import { deploymentVersion } from '../../shared/adapters/local/deploymentVersion.ts';
import type { Settings } from '../../shared/settings.ts';
import { STACK } from '../environment.ts';
import { alarmChecks } from './alarmChecks.ts';
import { type Check, checked, found, ok } from './check.ts';
import { emailChecks } from './emailChecks.ts';
import { bootstrapCheck, stackCheck, versionCheck } from './stackChecks.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Whose credentials these are; without it nothing else in AWS can be asked. */
export function identityCheck(): ReturnType<typeof found<CallerIdentity>> {
  const ask = async () => (await import('../../shared/adapters/aws/callerIdentity.ts')).callerIdentity();
  return found('aws', ask, ({ account, region, arn }) => {
    return ok('aws', `AWS ${account} ${region} as ${arn.split(':').at(-1) ?? arn}`);
  });
}

/** What is deployed, and whether somebody would hear of it if it failed. */
export async function cloudChecks(
  identity: CallerIdentity,
  settings: Settings | undefined,
): Promise<Check[]> {
  const { bootstrapVersion } = await import('../../shared/adapters/aws/bootstrapVersion.ts');
  const { deployedStack } = await import('../../shared/adapters/aws/deployedStack.ts');
  const [bootstrap, { checks, value: stack }] = await Promise.all([
    checked('bootstrap', async () => bootstrapCheck(await bootstrapVersion(), identity)),
    found(
      'stack',
      () => deployedStack(STACK),
      (deployed) => stackCheck(deployed, STACK),
    ),
  ]);
  if (!stack) return [...bootstrap, ...checks];
  const { Version, AutopilotTopic = '' } = stack.outputs;
  const told = await Promise.all([
    checked('email', () => subscribers(AutopilotTopic, settings)),
    checked('alarm', alarms),
  ]);
  const version = settings ? [versionCheck(Version, deploymentVersion(ROOT, settings))] : [];
  return [...bootstrap, ...checks, ...version, ...told.flat()];
}

async function subscribers(topicArn: string, settings: Settings | undefined): Promise<Check[]> {
  const { awsClients } = await import('../../shared/adapters/aws/awsClients.ts');
  const { topicSubscriptions } = await import('../../shared/adapters/aws/topicSubscriptions.ts');
  return emailChecks(settings?.alertEmails, await topicSubscriptions(topicArn, awsClients().sns));
}

async function alarms(): Promise<Check[]> {
  const { alarmStates } = await import('../../shared/adapters/aws/alarmStates.ts');
  return alarmChecks(await alarmStates(`${STACK}-`));
}
