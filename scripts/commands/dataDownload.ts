import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { DownloadProgress } from '../../shared/adapters/numerai/downloadToFile.ts';
import { UsageError } from '../../shared/errors.ts';
import { nearestNames } from '../../shared/models/nearestNames.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { progressBar } from '../progressBar.ts';
import type { Terminal } from '../terminal.ts';
import { limitOf, openNumerai } from '../wiring.ts';

interface DownloadOptions {
  /** Full, or the part after the last slash where that is enough to tell. */
  readonly name: string;
  readonly output?: string;
}

/** No attempt begins after this time; the last one may take as long as it takes. */
const SECONDS = 600;

/** One of Numerai's files on this disk: whole, or not at all. */
export const dataDownload: CommandFunction<DownloadOptions> = async (options, terminal) => {
  const limit = limitOf(SECONDS, interruption());
  const numerai = openNumerai({ dataset: '', log: terminal.log });
  const name = fullName(options.name, await numerai.listDatasets(limit));
  const output = outputPath(options.output, name);
  const bar = downloadBar(terminal, name);
  try {
    const { bytes, resumedFrom } = await numerai.downloadToFile(
      { name, path: output, onProgress: bar.show },
      limit,
    );
    const resumed = resumedFrom > 0 ? `, continued from ${megabytes(resumedFrom)}` : '';
    const text = `${name} is in ${output}: ${megabytes(bytes)}, whole and readable${resumed}`;
    return { document: { name, output, bytes, resumedFrom }, text };
  } finally {
    bar.stop();
  }
};

function fullName(wanted: string, names: readonly string[]): string {
  const fitting = names.filter((name) => name === wanted || name.endsWith(`/${wanted}`));
  if (fitting.length === 1) return fitting[0]!;
  if (fitting.length > 1) throw new UsageError('usage', `"${wanted}" may be ${fitting.join(' or ')}`);
  const bases = names.map((name) => basename(name));
  const near = [...nearestNames(wanted, names), ...nearestNames(wanted, bases)];
  const hint = near.length > 0 ? `Was ${near[0]} meant? ` : '';
  throw new UsageError('usage', `Numerai has no file "${wanted}"`, {
    hint: `${hint}There are: ${names.join(', ')}.`,
  });
}

function outputPath(given: string | undefined, name: string): string {
  const path = resolve(given ?? basename(name));
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? join(path, basename(name)) : path;
}

function downloadBar(terminal: Terminal, name: string) {
  const working = terminal.working(name);
  const show = ({ bytes, total }: DownloadProgress) => {
    const share = total ? `${progressBar(bytes / total)}  ` : '';
    const of = total ? ` of ${megabytes(total)}` : '';
    working.say(`${name}  ${share}${megabytes(bytes)}${of}`);
  };
  return { show, stop: working.stop };
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
