import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { TransientError } from '../shared/errors.ts';
import { environment } from './environment.ts';

const ROOT = resolve(import.meta.dirname, '..');
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/**
 * Runs the CDK of this project; everything it says goes to stderr.
 *
 * @param args as on its own command line
 * @throws TransientError `cdk_failed`
 */
export async function runCdk(args: readonly string[]): Promise<void> {
  const cdk = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');
  const local = localCloud();
  const all = [cdk, ...args, ...(local ? ['-c', 'skipBootstrapCheck=true'] : [])];
  const child = spawn(process.execPath, all, {
    cwd: ROOT,
    env: { ...environment, ...local, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    stdio: ['inherit', process.stderr, process.stderr],
  });
  const end = await new Promise<number | string>((ended, failed) => {
    child.once('error', failed);
    child.once('exit', (code, signal) => ended(code ?? signal ?? 'nothing'));
  });
  if (end !== 0) throw new TransientError('cdk_failed', `cdk ${args[0]} ended with ${end}`);
}

/** How the CDK is to deploy: change sets are not known to clouds on this machine. */
export function deployMethod(): string[] {
  return localCloud() ? ['--method=direct'] : [];
}

/** What the CDK needs of a cloud on this machine, such as moto: it takes apart addresses only when they say localhost. */
function localCloud(): Record<string, string> | undefined {
  const { AWS_ENDPOINT_URL: address } = environment;
  const url = address && URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !LOOPBACK.test(url.hostname)) return undefined;
  url.hostname = 'localhost';
  const endpoint = url.href.replace(/\/$/, '');
  return { AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_S3: endpoint };
}
