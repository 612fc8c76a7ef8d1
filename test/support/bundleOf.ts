import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundledCode } from '../../infra/constructs/bundledCode.ts';
import { parseSettings } from '../../shared/settings.ts';

export interface BundleRequest {
  /** From the repository's root. */
  readonly entry: string;
  readonly settings: unknown;
}

/**
 * The folder that would be zipped for a function of that entry, the rest of the stack left out.
 *
 * @param outdir an empty folder to work in
 */
export function bundleOf({ entry, settings }: BundleRequest, outdir: string): string {
  const app = new App({ outdir });
  new LambdaFunction(new Stack(app, 'Bundles'), 'Function', {
    runtime: Runtime.NODEJS_LATEST,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: bundledCode({ entry, settings: parseSettings(settings) }),
  });
  return join(outdir, readdirSync(outdir).find((name) => name.startsWith('asset.'))!);
}
