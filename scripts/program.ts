import { Command } from 'commander';
import { folded } from './folded.ts';
import type { Runner } from './invocation.ts';
import { AUTOPILOT } from './program/command.ts';
import { addData } from './program/data.ts';
import { addFeatures } from './program/features.ts';
import { addFiles } from './program/files.ts';
import { addKeys } from './program/keys.ts';
import { addMarket } from './program/market.ts';
import { addModels } from './program/models.ts';
import { addOperations } from './program/operations.ts';
import { addRounds } from './program/rounds.ts';
import { addStandin } from './program/standins.ts';
import { addUser } from './program/user.ts';
import { addWebhook } from './program/webhook.ts';

/** Every command with its options, as `--help` shows them. What a command does is loaded when it is called. */
export function buildProgram(run: Runner): Command {
  const program = new Command('autopilot')
    .description('Hands-off Numerai Crypto submissions: predicted, uploaded, confirmed and watched.')
    .usage('<command> [options]')
    .option('--json', 'print exactly one JSON document on stdout')
    .option('--local', 'use the folder .autopilot (or AUTOPILOT_HOME) and keys from .env instead of AWS')
    .option('--settings <file>', 'take the settings from a JSON file instead of cdk.json')
    .helpOption('--help', 'show what a command does, with examples')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: () => undefined, ...foldedHelp() })
    .exitOverride()
    .addHelpText('after', PROGRAM_HELP);
  addRounds(program, run);
  addFiles(program, run);
  addData(program, run);
  addMarket(program, run);
  addModels(program, run);
  addFeatures(program, run);
  addOperations(program, run);
  addKeys(program, run);
  addWebhook(program, run);
  addUser(program, run);
  addStandin(program, run);
  for (const group of program.commands) if (group.commands.length > 0) group.helpCommand(false);
  return program;
}

/** Notes and examples as wide as the terminal, like the options, which commander folds itself. */
function foldedHelp() {
  const { stdout, stderr } = process;
  const fitting = (text: string, { columns }: { columns?: number }) => folded(text, columns || 80);
  return {
    writeOut: (text: string) => void stdout.write(fitting(text, stdout)),
    writeErr: (text: string) => void stderr.write(fitting(text, stderr)),
  };
}

const PROGRAM_HELP = `
Start here:
  $ npm run demo                             a whole round, with no account
  $ ${AUTOPILOT} doctor --local   is everything ready?
  $ ${AUTOPILOT} run --local      submit the open round from here

Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 3 nothing to do (only with --fail-if-idle), 130 interrupted`;
