import { type Command, Option } from 'commander';
import type { Runner } from '../invocation.ts';
import { FAULTS } from '../standins/numerai/faults.ts';
import { MARKET_FAULTS } from '../standins/providers/marketFaults.ts';
import { PROVIDERS } from '../standins/providers/marketOptions.ts';
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
    .addHelpText('after', () => `\nFaults:\n${faultLines(FAULTS).join('\n')}`)
    .addHelpText(
      'after',
      examples(
        'standin numerai --port 8080',
        'standin numerai --opens-in 60 --fault error-500@createSubmission:2',
      ),
    );
  command(
    standin,
    'market',
    run(async () => (await import('../commands/standinMarket.ts')).standinMarket),
  )
    .description('run local market data providers until interrupted; prints their addresses and keys')
    .option('--port <port>', 'default: any free port', parseWhole)
    .addOption(
      new Option('--plan <plan>', 'basic: a year of closes; startup: candles, and all history')
        .choices(['basic', 'startup'])
        .default('basic'),
    )
    .option('--tokens <n>', 'how many tokens to invent; default 1200', parseWhole)
    .option('--seed <n>', 'another number is another market', parseWhole)
    .option(
      '--data <folder>',
      'tell of recorded data, moved to end yesterday, instead: assets.csv and market_daily_2024_2026.csv.gz',
    )
    .option(
      '--fault <spec>',
      'misbehave; NAME, or NAME@PROVIDER:COUNT with COUNT a number or always',
      collect,
    )
    .addHelpText(
      'after',
      () => `\nProviders: ${PROVIDERS.join(', ')}\n\nFaults:\n${faultLines(MARKET_FAULTS).join('\n')}`,
    )
    .addHelpText(
      'after',
      examples('standin market --port 8081', 'standin market --fault rate-limited@coinmarketcap:always'),
    );
}

function faultLines(faults: Readonly<Record<string, string>>): string[] {
  return Object.entries(faults).map(([name, description]) => `  ${name.padEnd(22)}${description}`);
}
