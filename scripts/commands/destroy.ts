import { rmSync } from 'node:fs';
import { UsageError } from '../../shared/errors.ts';
import { runCdk } from '../cdk.ts';
import { confirmByTyping } from '../confirmation.ts';
import { partsOf } from '../deployment.ts';
import { OUTPUTS_FILE, STACK, stackResources } from '../environment.ts';
import type { CommandFunction } from '../invocation.ts';

interface DestroyOptions {
  readonly everything?: true;
  readonly yes?: true;
  /** For the CDK itself. */
  readonly args: readonly string[];
}

/** What is there to be taken down. */
interface Doomed {
  /** False once the stack is gone and only what it kept is left. */
  readonly stack: boolean;
  readonly bucket: string;
  readonly secretId: string;
}

const BUCKET_STAYS =
  'Stays: the bucket, with your models, records and market data; --everything removes it as well';

/** Takes the stack down; with `--everything` also what it keeps: the bucket with every version in it. */
export const destroy: CommandFunction<DestroyOptions> = async (options, terminal) => {
  const { everything = false, yes = false, args, local } = options;
  if (local)
    throw new UsageError('usage', 'destroy takes down what is in AWS; locally, delete the folder .autopilot');
  const doomed = await findDoomed(everything);
  const { bucket, secretId } = doomed;
  terminal.note(
    `Goes: the stack ${STACK} with its functions, schedules, alarms, logs, topic, and the keys in ${secretId}`,
  );
  terminal.note(
    everything
      ? `Goes: the bucket ${bucket} with EVERY version of your models and records`
      : `${BUCKET_STAYS} (${bucket})`,
  );
  if (!yes)
    await confirmByTyping(
      everything ? bucket : STACK,
      everything ? 'destroying everything' : 'destroying the stack',
    );

  if (doomed.stack) await runCdk(['destroy', '--all', '--force', ...args]);
  const removed = everything ? await removeKept(doomed) : null;
  const text = removed
    ? `${terminal.paint('bold', 'Everything is gone')}: the stack, ${removed.versions} versions in ${bucket}, the keys`
    : `${terminal.paint('bold', 'The stack is gone')}, the bucket ${bucket} is kept; another deployment makes one of its own. To remove it: npm run -s autopilot -- destroy --everything`;
  return { document: { stack: STACK, destroyed: true, kept: removed ? [] : [bucket], removed }, text };
};

/** @throws UsageError `not_deployed` when nothing is left */
async function findDoomed(everything: boolean): Promise<Doomed> {
  const { deployedStack } = await import('../../shared/adapters/aws/deployedStack.ts');
  const found = await deployedStack(STACK);
  if (found) {
    const { bucket, secretId } = partsOf(found);
    return { stack: true, bucket, secretId };
  }
  if (!everything) throw new UsageError('not_deployed', `there is no stack ${STACK} to be destroyed`);
  const { AUTOPILOT_BUCKET, AUTOPILOT_SECRET } = stackResources('AUTOPILOT_BUCKET', 'AUTOPILOT_SECRET');
  return { stack: false, bucket: AUTOPILOT_BUCKET, secretId: AUTOPILOT_SECRET };
}

/** The secret goes with the stack; a cloud that left it behind is helped. */
async function removeKept({ bucket, secretId }: Doomed): Promise<{ versions: number; secret: boolean }> {
  const { awsClients } = await import('../../shared/adapters/aws/awsClients.ts');
  const { removeBucket } = await import('../../shared/adapters/aws/removeBucket.ts');
  const { removeSecret } = await import('../../shared/adapters/aws/removeSecret.ts');
  const { s3, secrets } = awsClients();
  const versions = await removeBucket({ bucket, client: s3 });
  const secret = await removeSecret({ secretId, client: secrets });
  rmSync(OUTPUTS_FILE, { force: true });
  return { versions, secret };
}
