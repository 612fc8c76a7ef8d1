import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { askAws } from './askAws.ts';
import { sdkFailure } from './awsError.ts';
import { type AwsConnection, clientConfig } from './clientConfig.ts';

export interface StackResource {
  /** Such as `AWS::Lambda::Function`. */
  readonly type: string;
  /** Name in the template. */
  readonly logicalId: string;
  /** Name in the account. */
  readonly name: string;
}

export interface DeployedStack {
  readonly name: string;
  /** CloudFormation's word, such as `UPDATE_COMPLETE`. */
  readonly status: string;
  /** Of the last change. */
  readonly changedAt: Date | undefined;
  /** Output name → value. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * A stack as it is now; undefined when there is none of that name in this account and region.
 *
 * @throws what `askAws` does
 */
export async function deployedStack(
  name: string,
  connection?: AwsConnection,
): Promise<DeployedStack | undefined> {
  const client = new CloudFormationClient(clientConfig(connection));
  const send = async () => {
    try {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
      return Stacks[0];
    } catch (error) {
      if (saysThereIsNone(error)) return undefined;
      throw error;
    }
  };
  const stack = await askAws({ action: 'cloudformation:DescribeStacks', on: name, send });
  return stack && described(stack);
}

/**
 * Everything a stack consists of.
 *
 * @throws what `askAws` does
 */
export async function stackParts(name: string, connection?: AwsConnection): Promise<StackResource[]> {
  const client = new CloudFormationClient(clientConfig(connection));
  const send = async () => {
    const found: StackResource[] = [];
    for await (const page of paginateListStackResources({ client }, { StackName: name })) {
      for (const { ResourceType, LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ??
        []) {
        const [type, logicalId, made] = [ResourceType ?? '', LogicalResourceId ?? '', PhysicalResourceId];
        if (made) found.push({ type, logicalId, name: made });
      }
    }
    return found;
  };
  return askAws({ action: 'cloudformation:ListStackResources', on: name, send });
}

function described({ StackName, StackStatus, LastUpdatedTime, CreationTime, Outputs = [] }: Stack) {
  const outputs = Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
  return {
    name: StackName ?? '',
    status: StackStatus ?? '',
    changedAt: LastUpdatedTime ?? CreationTime,
    outputs: Object.fromEntries(outputs),
  };
}

function saysThereIsNone(error: unknown): boolean {
  const failure = sdkFailure(error);
  return failure?.name === 'ValidationError' && /does not exist/.test(failure.message);
}
