import { tableFiles } from '../../../shared/adapters/tableFiles.ts';
import { acceptSubmission } from '../../../shared/domain/acceptance.ts';
import type { Table } from '../../../shared/domain/table.ts';
import type { Finding } from './submissionsLedger.ts';
import type { World } from './world.ts';

/** What Numerai would find in an uploaded file, seen against the universe of today. */
export async function judgeUpload(
  world: World,
  bytes: Uint8Array,
): Promise<Pick<Finding, 'rejection' | 'submittedCount' | 'acceptedCount'>> {
  const table = await readable(bytes);
  if (!table) return { rejection: UNREADABLE, submittedCount: 0, acceptedCount: 0 };
  const { reason, acceptedCount } = acceptSubmission(await world.live.symbols(), table);
  return { rejection: reason ?? undefined, submittedCount: table.rows, acceptedCount: acceptedCount ?? 0 };
}

const UNREADABLE = 'Your upload seems to be invalid: the file could not be read';

async function readable(bytes: Uint8Array): Promise<Table | undefined> {
  try {
    return await tableFiles.readTable(bytes);
  } catch {
    return undefined;
  }
}
