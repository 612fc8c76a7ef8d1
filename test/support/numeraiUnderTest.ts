import { type NumeraiClient, numeraiClient } from '../../shared/adapters/numerai/numeraiClient.ts';
import { InputError } from '../../shared/errors.ts';
import type { Files } from '../../shared/ports.ts';
import { type ScriptedServer, scriptedServer } from './httpServer.ts';
import { type InstantClock, instantClock } from './instantClock.ts';
import { recordingLog } from './recordingLog.ts';

export const PUBLIC_ID = 'PUBLICPUBLIC';
export const SECRET_KEY = 'SECRETSECRET';

export interface NumeraiUnderTest {
  readonly server: ScriptedServer;
  readonly client: NumeraiClient;
  readonly clock: InstantClock;
  readonly log: ReturnType<typeof recordingLog>;
}

/** A client with keys before a scripted server; its pauses take no time. */
export async function numeraiUnderTest(
  options: Partial<Parameters<typeof numeraiClient>[0]> = {},
): Promise<NumeraiUnderTest> {
  const server = await scriptedServer();
  const clock = instantClock();
  const log = recordingLog();
  const client = numeraiClient({
    url: server.url.href,
    credentials: { publicId: PUBLIC_ID, secretKey: SECRET_KEY },
    dataset: 'crypto/v2.0',
    files: sizeReader,
    clock,
    log,
    ...options,
  });
  return { server, client, clock, log };
}

/** Reads a "table" whose rows are its bytes, and refuses one that holds an `x` as damaged. */
const sizeReader: Pick<Files, 'readTable'> = {
  readTable: async (bytes) => {
    if (bytes.includes(0x78)) throw new InputError('file_damaged', 'an x in it');
    return { rows: bytes.length, columns: new Map() };
  },
};

/** The query and variables of a recorded request. */
export function asked(server: ScriptedServer, i: number): { query: string; variables: unknown } {
  return JSON.parse(String(server.requests[i]!.body));
}
