import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, jest } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const TSX = pathToFileURL(resolve(root, 'node_modules/tsx/dist/loader.mjs')).href;
const PROGRAM = resolve(root, 'scripts/autopilot.ts');

export interface CliOptions {
  /** The working directory. */
  readonly cwd: string;
  /** Added to a nearly empty environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** With a shell in between, as npm has it; signals then reach the shell only. */
  readonly inShell?: boolean;
}

export interface CliEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly end: Promise<CliEnd>;
  /** Resolves once the pattern is in what was written so far. */
  sees(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray>;
}

// Each run is a process that loads the whole program; a busy machine takes its time for that.
jest.setTimeout(120_000);

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** Runs the real command line to its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliEnd> {
  return startCli(args, options).end;
}

/** Starts the real command line as a process of its own. */
export function startCli(
  args: readonly string[],
  { cwd, env = {}, inShell = false }: CliOptions,
): RunningCli {
  const { PATH = '', HOME = '' } = process.env;
  const command = [process.execPath, '--import', TSX, PROGRAM, ...args];
  // The second command keeps the shell from making way for the first.
  const [file = '', ...rest] = inShell ? ['sh', '-c', '"$@"; :', 'sh', ...command] : command;
  const child = spawn(file, rest, {
    cwd,
    env: { PATH, HOME, ...env },
  });
  children.add(child);
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  const end = new Promise<CliEnd>((ended) => {
    child.once('close', (code, signal) => {
      children.delete(child);
      ended({ code, signal, ...said });
    });
  });
  return { child, end, sees: (stream, pattern) => seen(child, () => said[stream], pattern) };
}

function seen(child: ChildProcess, said: () => string, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((found, missed) => {
    const look = () => {
      const match = pattern.exec(said());
      if (match) found(match);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', () => missed(new Error(`ended without ${pattern}: ${said()}`)));
    look();
  });
}

/** Stdout as the one JSON document it must be. */
export function documentOf({ stdout }: Pick<CliEnd, 'stdout'>): Record<string, unknown> {
  return JSON.parse(stdout);
}
