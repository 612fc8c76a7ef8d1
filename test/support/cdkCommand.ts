import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

export interface CdkOptions {
  /** Where moto listens, spelled with an IP address. */
  readonly endpoint: string;
  /** For cdk.out and whatever else the command leaves. */
  readonly folder: string;
}

/** Runs the real `cdk` against a cloud on this machine. Rejects with its output when it fails. */
export async function cdk(args: readonly string[], { endpoint, folder }: CdkOptions): Promise<string> {
  // moto takes apart template addresses only when the host is called localhost.
  const address = endpoint.replace('127.0.0.1', 'localhost');
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/aws-cdk/bin/cdk'),
      ...args,
      '--output',
      join(folder, 'cdk.out'),
      '-c',
      'skipBootstrapCheck=true',
    ],
    {
      cwd: ROOT,
      env: { ...process.env, ...localCredentials(address, folder) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`cdk ${args.join(' ')} ended with ${code}: ${output}`);
  return output;
}

function localCredentials(address: string, folder: string): Record<string, string> {
  return {
    HOME: folder,
    AWS_ENDPOINT_URL: address,
    AWS_ENDPOINT_URL_S3: address,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}
