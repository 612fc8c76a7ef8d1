import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { KEY_NAMES, type KeyName, type Keys, keysFrom } from '../../shared/adapters/keys.ts';
import { parseDotenv } from '../../shared/adapters/local/dotenv.ts';
import { UsageError } from '../../shared/errors.ts';
import { stackResources } from '../environment.ts';
import type { CommandFunction } from '../invocation.ts';

const ASKED: readonly KeyName[] = ['NUMERAI_PUBLIC_ID', 'NUMERAI_SECRET_KEY'];

/** Puts keys into the deployment's secret: typed unseen at a terminal, or from standard input. Never an argument. */
export const keysSet: CommandFunction<unknown> = async ({ local }, terminal) => {
  if (local) {
    throw new UsageError(
      'usage',
      'keys set writes to AWS; locally the keys are in the environment or in .env',
    );
  }
  const { AUTOPILOT_SECRET: secretId } = stackResources('AUTOPILOT_SECRET');
  const keys = process.stdin.isTTY ? await askKeys() : keysFrom(parseDotenv(await text(process.stdin)));
  const names = KEY_NAMES.filter((name) => keys[name] !== undefined);
  if (names.length === 0) {
    throw new UsageError(
      'usage',
      `no key was given; lines of NAME=value are read, of ${KEY_NAMES.join(', ')}`,
    );
  }
  const { awsClients } = await import('../../shared/adapters/aws/awsClients.ts');
  const { saveKeys } = await import('../../shared/adapters/aws/saveKeys.ts');
  await saveKeys({ secretId, client: awsClients().secrets }, keys);
  const saved = `${terminal.paint('bold', names.join(', '))} saved in the secret ${secretId}`;
  return {
    document: { secret: secretId, saved: names },
    text: `${saved}\nNext: npm run -s autopilot -- doctor`,
  };
};

async function askKeys(): Promise<Keys> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true });
  const answers: [KeyName, string][] = [];
  try {
    for (const name of ASKED) {
      process.stderr.write(`${name} (not shown; empty keeps what is there): `);
      answers.push([name, await terminal.question('')]);
      process.stderr.write('\n');
    }
  } finally {
    terminal.close();
  }
  return keysFrom(Object.fromEntries(answers));
}
