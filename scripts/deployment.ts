import type { CallerIdentity } from '../shared/adapters/aws/callerIdentity.ts';
import type { DeployedStack } from '../shared/adapters/aws/deployedStack.ts';
import { AccessError, UsageError } from '../shared/errors.ts';
import { STACK } from './environment.ts';

/** The stack as it is in AWS, with the credentials that were found. */
export interface Deployment {
  readonly identity: CallerIdentity;
  readonly stack: DeployedStack;
  readonly bucket: string;
  readonly secretId: string;
  readonly topicArn: string;
  /** Short name → name in AWS, of the functions there are. */
  readonly functions: ReadonlyMap<FunctionName, string>;
}

const FUNCTIONS = {
  submit: 'SubmitFunction',
  verify: 'VerifyFunction',
  collect: 'CollectFunction',
  webhook: 'WebhookFunction',
} as const;
export type FunctionName = keyof typeof FUNCTIONS;
export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/**
 * Asks CloudFormation, not the outputs file of this folder, so that it is the truth also on another machine.
 *
 * @throws UsageError `not_deployed`; what `askAws` does
 */
export async function findDeployment(): Promise<Deployment> {
  const { callerIdentity } = await import('../shared/adapters/aws/callerIdentity.ts');
  const { deployedStack } = await import('../shared/adapters/aws/deployedStack.ts');
  const [identity, stack] = await Promise.all([callerIdentity(), deployedStack(STACK)]);
  if (!stack) {
    throw new UsageError(
      'not_deployed',
      `there is no stack ${STACK} in ${identity.account} ${identity.region}`,
    );
  }
  return { identity, ...partsOf(stack) };
}

/** @throws AccessError `not_deployed` when the stack lacks an output that every deployment has */
export function partsOf(stack: DeployedStack): Omit<Deployment, 'identity'> {
  const output = (name: string): string => {
    const value = stack.outputs[name];
    if (value) return value;
    throw new AccessError('not_deployed', `the stack ${stack.name} (${stack.status}) has no output ${name}`);
  };
  const functions = FUNCTION_NAMES.flatMap((name) => {
    const deployed = stack.outputs[FUNCTIONS[name]];
    return deployed ? [[name, deployed] as const] : [];
  });
  return {
    stack,
    bucket: output('AutopilotBucket'),
    secretId: output('AutopilotSecret'),
    topicArn: output('AutopilotTopic'),
    functions: new Map(functions),
  };
}

/**
 * Function → the log group it writes to, as the stack made them.
 *
 * @throws what `askAws` does
 */
export async function logGroups({ stack, functions }: Deployment): Promise<Map<FunctionName, string>> {
  const { stackParts } = await import('../shared/adapters/aws/deployedStack.ts');
  const groups = (await stackParts(stack.name)).filter(({ type }) => type === 'AWS::Logs::LogGroup');
  const found = [...functions.keys()].flatMap((name) => {
    const made = groups.find(({ logicalId }) => logicalId.toLowerCase().startsWith(`${name}logs`));
    return made ? [[name, made.name] as const] : [];
  });
  return new Map(found);
}
