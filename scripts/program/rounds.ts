import { type Command, Option } from 'commander';
import { SCENARIOS } from '../demo/scenarioNames.ts';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';

export function addRounds(program: Command, run: Runner): void {
  command(
    program,
    'demo',
    run(async () => (await import('../commands/demo.ts')).demo),
  )
    .description('play a whole round against a local Numerai: no account, no key, no cloud')
    .addOption(
      new Option('--scenario <name>', 'what to show').choices(Object.keys(SCENARIOS)).default('numerai'),
    )
    .addHelpText('after', `\nScenarios:\n${scenarioLines().join('\n')}`)
    .addHelpText('after', examples('demo', 'demo --scenario provider-outage', 'demo --json'));

  command(
    program,
    'run',
    run(async () => (await import('../commands/run.ts')).run),
  )
    .description('submit the open round now, once: what the submit Lambda does at every tick')
    .option('--dry-run', 'do everything but claim, upload and submit; keep the file that would go out')
    .option('--slot <name>', 'only this slot of the settings')
    .option('--fail-if-idle', 'exit 3 when there was nothing to do')
    .addHelpText(
      'after',
      examples('run --local --dry-run', 'run --local --slot my_crypto_model', 'run --json'),
    );

  command(
    program,
    'doctor',
    run(async () => (await import('../commands/doctor.ts')).doctor),
  )
    .description('look whether everything is ready, and say how to fix what is not; changes nothing')
    .addHelpText('after', examples('doctor --local', 'doctor --json'));
}

function scenarioLines(): string[] {
  return Object.entries(SCENARIOS).map(([name, shows]) => `  ${name.padEnd(18)}${shows}`);
}
