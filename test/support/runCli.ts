import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const TSX = pathToFileURL(resolve(root, 'node_modules/tsx/dist/loader.mjs')).href;
const PROGRAM = resolve(root, 'scripts/autopilot.ts');

export interface CliOptions {
  /** The working directory. */
  readonly cwd: string;
  /** Added to a nearly empty environment. */
  readonly env?: Readonly<Record<string, string>>;
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

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** Runs the real command line to its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliEnd> {
  return startCli(args, options).end;
}

/** Starts the real command line as a process of its own. */
export function startCli(args: readonly string[], { cwd, env = {} }: CliOptions): RunningCli {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', TSX, PROGRAM, ...args], {
    cwd,
    env: { PATH, HOME, ...env },
  });
  children.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (said.stderr += text));
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
