import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { type AwsClients, awsClients } from '../../shared/adapters/aws/awsClients.ts';
import type { AwsConnection } from '../../shared/adapters/aws/clientConfig.ts';

/** A running moto_server: AWS's APIs on this machine. */
export interface Moto {
  readonly endpoint: string;
  readonly pid: number;
  clients(): AwsClients;
  stop(): Promise<void>;
}

const command = motoCommand();

/**
 * `describe` with a moto_server for the whole block, or a skipped block that says why.
 *
 * @param body gets a function, because the server starts only when the block's tests do
 */
export function describeMoto(title: string, body: (moto: () => Moto) => void): void {
  let running: Moto | undefined;
  const moto = () => {
    if (!running) throw new Error('moto is asked for outside a test');
    return running;
  };
  if (!command) {
    describe.skip(`${title} (skipped: no moto_server; set AUTOPILOT_TEST_PYTHON)`, () => body(moto));
    return;
  }
  describe(title, () => {
    beforeAll(async () => {
      running = await startMoto();
    }, 60_000);
    afterAll(() => running?.stop());
    body(moto);
  });
}

/** Starts a moto_server on a free port of 127.0.0.1 and waits until it answers. */
async function startMoto(): Promise<Moto> {
  const [file = '', ...args] = command ?? [];
  const child = spawn(file, [...args, '-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const endOfTests = () => child.kill();
  process.once('exit', endOfTests);
  const endpoint = await announcedAddress(child);
  const turn = { last: Promise.resolve<unknown>(undefined) };
  return {
    endpoint,
    pid: child.pid ?? 0,
    clients: () => oneWriteAtATime(clientsFor(endpoint), turn),
    async stop() {
      process.removeListener('exit', endOfTests);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill()) await ended;
    },
  };
}

/** Clients for any server on this machine, with credentials that are none. */
export function clientsFor(endpoint: string, maxAttempts = 2): AwsClients {
  return awsClients(connectionTo(endpoint, maxAttempts));
}

/** The way to any server on this machine, for every kind of client. */
export function connectionTo(endpoint: string, maxAttempts = 2): AwsConnection {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { region: 'us-east-1', endpoint, credentials, maxAttempts };
}

/**
 * S3 compares and writes in one step, moto in two: in 1,500 rounds of four writers at once it let two of them
 * win twice. What comes here at once is therefore written one after another.
 */
function oneWriteAtATime(clients: AwsClients, turn: { last: Promise<unknown> }): AwsClients {
  clients.s3.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== 'PutObjectCommand') return next(args);
      const mine = turn.last.then(() => next(args));
      turn.last = mine.catch(() => undefined);
      return mine;
    },
    { step: 'initialize', name: 'oneWriteAtATime' },
  );
  return clients;
}

/** With port 0 the server picks a free one, and says which when it listens. */
function announcedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`moto_server ended with ${code}: ${said}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk;
        const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
        if (address) resolve(address);
      });
    }
  });
}

function motoCommand(): string[] | undefined {
  const given = process.env.AUTOPILOT_TEST_PYTHON;
  if (given) {
    const python = statSync(given, { throwIfNoEntry: false })?.isDirectory()
      ? join(given, 'bin', 'python')
      : given;
    if (hasMoto(python)) return [python, '-m', 'moto.server'];
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'moto_server'));
  const found = onPath.find((path) => existsSync(path));
  if (found) return [found];
  return hasMoto('python3') ? ['python3', '-m', 'moto.server'] : undefined;
}

function hasMoto(python: string): boolean {
  const question =
    'import importlib.util as u, sys; sys.exit(not (u.find_spec("moto") and u.find_spec("flask")))';
  return spawnSync(python, ['-c', question]).status === 0;
}
