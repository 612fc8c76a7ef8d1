import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CliOptions } from './runCli.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TSX = pathToFileURL(resolve(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
const PROGRAM = resolve(ROOT, 'scripts/autopilot.ts');

/** Whether a terminal can be played here: by `script` of util-linux, which others have under other options. */
export const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
);

export interface TypedEnd {
  readonly code: number | null;
  /** Everything that stood on the screen, typed text included where it is shown. */
  readonly screen: string;
}

/**
 * Runs the command line at a terminal with somebody who types.
 *
 * @param answers what is typed, a line each, as soon as the prompt before it is on the screen
 */
export async function typedCli(
  args: readonly string[],
  { cwd, env = {} }: CliOptions,
  answers: readonly (readonly [prompt: string, line: string])[],
): Promise<TypedEnd> {
  const command = [process.execPath, '--import', TSX, PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  const { PATH = '' } = process.env;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd,
    env: { PATH, TERM: 'dumb', ...env },
  });
  let screen = '';
  let seen = 0;
  const waiting = [...answers];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    const [next] = waiting;
    const at = next ? screen.indexOf(next[0], seen) : -1;
    if (!next || at < 0) return;
    waiting.shift();
    seen = at + next[0].length;
    child.stdin.write(`${next[1]}\r`);
  });
  const code = await new Promise<number | null>((ended) => child.once('close', ended));
  return { code, screen };
}
