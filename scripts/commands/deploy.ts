import { resolve } from 'node:path';
import { RefusedError, UsageError } from '../../shared/errors.ts';
import { parseDeploymentSettings } from '../../shared/settings.ts';
import { deployMethod, runCdk } from '../cdk.ts';
import { deployedText } from '../deployedText.ts';
import { findDeployment } from '../deployment.ts';
import { lastBucket, OUTPUTS_FILE } from '../environment.ts';
import type { CommandFunction } from '../invocation.ts';
import { readSettings } from '../readSettings.ts';

interface DeployOptions {
  readonly yes?: true;
  /** For the CDK itself. */
  readonly args: readonly string[];
}

/** Deploys the stack by the CDK, then says what is there and what is left to do. */
export const deploy: CommandFunction<DeployOptions> = async (options, terminal) => {
  const { yes = false, args, local } = options;
  if (local) throw new UsageError('usage', 'deploy goes to AWS; locally there is nothing to deploy');
  const settings = parseDeploymentSettings(await readSettings(options.settings));
  if (!yes && !process.stdin.isTTY) {
    throw new RefusedError(
      'declined',
      'the permissions of the stack were not confirmed: nobody is at a terminal',
    );
  }
  const before = lastBucket();
  await runCdk([
    'deploy',
    '--all',
    ...deployMethod(),
    ...(yes ? ['--require-approval', 'never'] : []),
    '--outputs-file',
    resolve(OUTPUTS_FILE),
    ...(options.settings === undefined ? [] : ['-c', `autopilot=${JSON.stringify(settings)}`]),
    ...args,
  ]);
  const { stackParts } = await import('../../shared/adapters/aws/deployedStack.ts');
  const { stack, identity } = await findDeployment();
  const parts = await stackParts(stack.name);
  const { account, region } = identity;
  const document = {
    stack: stack.name,
    account,
    region,
    state: stack.status,
    outputs: stack.outputs,
    parts: parts.length,
  };
  return { document, text: deployedText({ stack, parts, settings, before }, terminal.paint) };
};
