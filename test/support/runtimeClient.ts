import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Answer, startRuntimeApi } from './runtimeApi.ts';

/** A function of the deployment under AWS's own runtime client, as in Lambda, in a process of its own. */
export interface RunningFunction {
  invoke(event: unknown, requestId?: string): Promise<Answer>;
  /** Everything the process has written so far. */
  output(): string;
  stop(): Promise<void>;
}

export interface FunctionToRun {
  /** Where index.mjs is. */
  readonly folder: string;
  /** All of the environment that the function sees, beside what Lambda sets. */
  readonly environment: Readonly<Record<string, string>>;
  /** The clock it goes by, when not the machine's. */
  readonly now?: () => Date;
}

const SHIM = resolve(import.meta.dirname, 'runtimeClientShim.cjs');
const TIMEOUT_MS = 240_000;

/**
 * The entry of aws-lambda-ric in the folder AUTOPILOT_TEST_RIC, where `npm install --ignore-scripts aws-lambda-ric`
 * was run or what that made; undefined without it. It is no dependency because its install script compiles C++.
 */
export const runtimeClient = installed(process.env.AUTOPILOT_TEST_RIC);

export async function runFunction({ folder, environment, now }: FunctionToRun): Promise<RunningFunction> {
  if (!runtimeClient) throw new Error('AUTOPILOT_TEST_RIC is not set');
  const api = await startRuntimeApi(now);
  const args = ['--require', SHIM, runtimeClient, 'index.handler'];
  const env = { ...lambdaEnvironment(folder, api.address), ...environment };
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`the function's process ended with ${code}: ${output}`)));
  });
  ended.catch(() => undefined);
  return {
    invoke: (event, requestId) => Promise.race([api.invoke(event, TIMEOUT_MS, requestId), ended]),
    output: () => output,
    stop: async () => {
      if (child.exitCode === null && child.kill()) await ended.catch(() => undefined);
      await api.close();
    },
  };
}

function lambdaEnvironment(folder: string, api: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    TZ: ':UTC',
    AWS_LAMBDA_RUNTIME_API: api,
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: 'index.handler',
    AWS_LAMBDA_FUNCTION_NAME: 'under-test',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_GROUP_NAME: 'under-test',
    AWS_LAMBDA_LOG_STREAM_NAME: 'under-test',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function installed(folder: string | undefined): string | undefined {
  const places = folder ? [folder, join(folder, 'node_modules', 'aws-lambda-ric')] : [];
  return places.map((place) => join(place, 'index.mjs')).find((entry) => existsSync(entry));
}
