import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../settings.ts';

/** What ends up in the functions. */
const SOURCES = ['functions', 'shared', 'infra'];
const FILES = ['package.json', 'package-lock.json'];

/**
 * What tells one deployment from another: the version in package.json and a print of code, dependencies and settings,
 * such as `0.1.0+3f…`. Equal here and in AWS means that what is deployed is what is here.
 *
 * @param root folder of the project
 */
export function deploymentVersion(root: string, settings: Settings): string {
  const print = createHash('sha256').update(JSON.stringify(settings));
  const inFolders = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const sources = inFolders.filter((path) => /\.(ts|mjs)$/.test(path));
  for (const path of [...sources, ...FILES].map((one) => one.replaceAll('\\', '/')).sort()) {
    // A checkout on Windows has other line ends and the same code.
    const text = readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
    print.update(`${path}\0${text}\0`);
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return `${version}+${print.digest('hex')}`;
}
