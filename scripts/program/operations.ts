import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Runner } from '../invocation.ts';
import { parseDuration } from '../timeText.ts';
import { command, examples } from './command.ts';
import { parseWhole } from './optionValues.ts';

/** Looking after a deployment, from the first day to the last. */
export function addOperations(program: Command, run: Runner): void {
  addLooks(program, run);
  addCloud(program, run);
}

function addLooks(program: Command, run: Runner): void {
  command(
    program,
    'status',
    run(async () => (await import('../commands/status.ts')).status),
  )
    .description('how the last rounds went, what is open, which alarms are raised, what comes next')
    .option('--rounds <n>', 'how many rounds to go back', parsePositive, 10)
    .option('--watch', 'look again and again, until interrupted')
    .option('--every <seconds>', 'with --watch: how often', parsePositive, 30)
    .addHelpText('after', examples('status', 'status --local --json', 'status --watch'));

  command(
    program,
    'logs',
    run(async () => (await import('../commands/logs.ts')).logs),
  )
    .description('the runs of the last hours in AWS, or every line of one of them')
    .option('--run <id>', 'all lines of this run; last is the newest')
    .option('--function <name>', 'only of submit, verify, collect or webhook')
    .addOption(
      new Option('--since <time>', 'how far to look back: 30m, 24h, 7d')
        .argParser(parseSince)
        .default(parseDuration('24h'), '24h'),
    )
    .option('--limit <n>', 'at most so many, the newest', parsePositive, 200)
    .addHelpText('after', examples('logs', 'logs --function verify --since 3d', 'logs --run last'));

  command(
    program,
    'cost',
    run(async () => (await import('../commands/cost.ts')).cost),
  )
    .description('what a month in AWS costs with these settings; asks nobody')
    .option('--slots <n>', 'for so many slots', parsePositive)
    .addHelpText('after', examples('cost', 'cost --slots 20 --json'));
}

function addCloud(program: Command, run: Runner): void {
  command(
    program,
    'deploy [args...]',
    run(async () => (await import('../commands/deploy.ts')).deploy),
  )
    .description('put the stack into AWS, or bring it up to date; arguments after -- go to cdk deploy')
    .option('--yes', 'do not ask before permissions are made')
    .addHelpText('after', examples('deploy', 'deploy --yes --json', 'deploy -- -c reservedConcurrency=1'));

  command(
    program,
    'smoke',
    run(async () => (await import('../commands/smoke.ts')).smoke),
  )
    .description(
      'try what is deployed: dry runs, their logs, metrics, alarms, the dashboard; uploads nothing',
    )
    .option('--ring', 'also raise an alarm as a test, to see the mail arrive')
    .addHelpText('after', examples('smoke', 'smoke --ring'));

  command(
    program,
    'destroy [args...]',
    run(async () => (await import('../commands/destroy.ts')).destroy),
  )
    .description('take the stack down; the bucket with models and records stays')
    .option('--everything', 'remove the bucket and every version in it as well')
    .option('--yes', 'do not ask')
    .addHelpText('after', examples('destroy', 'destroy --everything'));
}

function parsePositive(text: string): number {
  const value = parseWhole(text);
  if (value === 0) throw new InvalidArgumentError('It must be at least 1.');
  return value;
}

function parseSince(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('It must look like 30m, 24h or 7d.');
  return ms;
}
