import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';

export function addKeys(program: Command, run: Runner): void {
  const keys = program.command('keys').description('the keys of the deployment');
  command(
    keys,
    'set',
    run(async () => (await import('../commands/keysSet.ts')).keysSet),
  )
    .description('put keys into the secret, typed unseen or as NAME=value lines from standard input')
    .addHelpText('after', examples('keys set', 'keys set < .env'));
}
