import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { FAULTS } from '../standins/numerai/faults.ts';
import { command, examples } from './command.ts';
import { collect, parseNumber, parseWhole } from './optionValues.ts';

export function addStandin(program: Command, run: Runner): void {
  const standin = program.command('standin').description('local servers in place of the real ones');
  command(
    standin,
    'numerai',
    run(async () => (await import('../commands/standinNumerai.ts')).standinNumerai),
  )
    .description('run a local Numerai until interrupted; prints its address and keys')
    .option('--port <port>', 'default: any free port', parseWhole)
    .option(
      '--opens-in <seconds>',
      'when the round opens; negative: it has been open since then',
      parseNumber,
    )
    .option('--window <seconds>', 'from the opening until staking closes; default 3600', parseWhole)
    .option(
      '--fault <spec>',
      'misbehave; NAME, or NAME@OPERATION:COUNT with COUNT a number or always',
      collect,
    )
    .option('--live <file>', 'serve this live.parquet, re-dated to the round, instead of an invented one')
    .addHelpText('after', () => `\nFaults:\n${faultLines().join('\n')}`)
    .addHelpText(
      'after',
      examples(
        'standin numerai --port 8080',
        'standin numerai --opens-in 60 --fault error-500@createSubmission:2',
      ),
    );
}

function faultLines(): string[] {
  return Object.entries(FAULTS).map(([name, description]) => `  ${name.padEnd(22)}${description}`);
}
