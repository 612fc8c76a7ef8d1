import { type Command, CommanderError } from 'commander';
import { ERRORS } from '../shared/errorCatalogue.ts';
import { reportError, UsageError } from '../shared/errors.ts';
import { errorText } from './errorText.ts';
import { INTERRUPTED, interruption, wasInterrupted } from './interruption.ts';
import { AUTOPILOT } from './program/command.ts';
import type { Terminal } from './terminal.ts';

/** What every command takes. */
interface GlobalOptions {
  readonly json?: true;
  /** Folder and environment instead of AWS. */
  readonly local?: true;
  /** A settings file instead of cdk.json. */
  readonly settings?: string;
}

interface Result {
  /** With --json. */
  readonly document: unknown;
  /** For people: the answer, details, what to do next. */
  readonly text: string;
  /** Default 0. */
  readonly exitCode?: number;
}

/** A command, apart from how it is spelled. Arguments are among the options, by name. */
export type CommandFunction<Options> = (
  options: Options & GlobalOptions,
  terminal: Terminal,
) => Promise<Result>;

/** Runs the command a command line names, and says how it ended; never throws. */
export async function invoke(
  program: (run: Runner) => Command,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  let exitCode = 0;
  const run: Runner = (load) => async (command) => {
    const result = await (await load())(optionsOf(command), terminal);
    if (!terminal.answered()) terminal.result(result.document, result.text);
    exitCode = result.exitCode ?? 0;
  };
  const commands = program(run);
  try {
    await commands.parseAsync(argv, { from: 'user' });
    return wasInterrupted() ? INTERRUPTED : exitCode;
  } catch (error) {
    return failed(withHelp(error, commands, argv), terminal);
  }
}

/** Wrong usage that has no better hint, with the help of the command that was meant. */
function withHelp(error: unknown, program: Command, argv: readonly string[]): unknown {
  if (error instanceof CommanderError && error.exitCode === 0) return error;
  const usage = asUsageError(error);
  if (!(usage instanceof UsageError) || usage.hint !== ERRORS.usage.hint) return usage;
  const { code, message, cause } = usage;
  const path = [AUTOPILOT, ...commandPath(program, argv), '--help'].join(' ');
  return new UsageError(code, message, { cause, hint: `What it takes: ${path}` });
}

function commandPath({ commands }: Command, argv: readonly string[]): string[] {
  const at = argv.findIndex((word) => !word.startsWith('-'));
  const named = commands.find((command) => command.name() === argv[at]);
  return named ? [named.name(), ...commandPath(named, argv.slice(at + 1))] : [];
}

/** Makes an action of a command that is loaded only when it is called. */
// biome-ignore lint/suspicious/noExplicitAny: commander gives options without types; each command declares its own.
export type Runner = (load: () => Promise<CommandFunction<any>>) => (command: Command) => Promise<void>;

function optionsOf(command: Command): GlobalOptions {
  const named = command.registeredArguments.map((argument, at) => [
    argument.name(),
    command.processedArgs[at],
  ]);
  return { ...command.optsWithGlobals(), ...Object.fromEntries(named) };
}

/** Says what went wrong, once, and gives the exit code for it. */
export function failed(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const failure = wasInterrupted() ? interruption().reason : asUsageError(error);
  const report = reportError(failure);
  if (terminal.json && !terminal.answered()) terminal.result({ error: report }, '');
  else terminal.note(errorText(report, terminal.paintNote));
  if (wasInterrupted()) return INTERRUPTED;
  return failure instanceof UsageError ? 2 : 1;
}

/** Commander's own complaints are about the command line. */
function asUsageError(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  const message = error.code === 'commander.help' ? 'the command is not complete' : error.message;
  return new UsageError('usage', message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' '));
}
