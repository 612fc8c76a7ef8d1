import { GraphQLError } from 'graphql';
import { SECOND } from './apiTime.ts';
import { judgeUpload } from './judgeUpload.ts';
import type { Finding } from './submissionsLedger.ts';
import type { World } from './world.ts';

/** A day that does not come. */
const NEVER = new Date(8.64e15);
/** Tokens that the fault `short-accepted` withholds. */
const WITHHELD = 5;
const PARQUET_MAGIC = 'PAR1';

/**
 * What Numerai will find out about a stored file, faults included.
 *
 * @throws GraphQLError when nothing is stored under the name, or the format is refused
 */
export async function findingOf(world: World, filename: string): Promise<Finding> {
  const bytes = world.uploads.read(filename);
  if (!bytes) throw new GraphQLError(`File not found: ${filename}`);
  const isParquet = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === PARQUET_MAGIC;
  if (isParquet && struck(world, 'refuse-parquet')) throw new GraphQLError('Unsupported file type: parquet');
  const judged = await judgeUpload(world, bytes);
  const never = struck(world, 'never-confirmed') || (isParquet && struck(world, 'parquet-not-accepted'));
  return {
    ...judged,
    acceptedCount: struck(world, 'short-accepted') ? judged.acceptedCount - WITHHELD : judged.acceptedCount,
    selectable: !struck(world, 'not-selected'),
    visibleAt: never ? NEVER : verdictTime(world),
  };
}

type CreateFault =
  | 'refuse-parquet'
  | 'never-confirmed'
  | 'parquet-not-accepted'
  | 'short-accepted'
  | 'not-selected';

function struck({ faults }: World, name: CreateFault): boolean {
  return faults.take([name], ['createSubmission']) !== undefined;
}

function verdictTime({ clock, options }: World): Date {
  return new Date(clock.now().getTime() + options.verdictSeconds * SECOND);
}
