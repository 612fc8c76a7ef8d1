import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';

export function addUser(program: Command, run: Runner): void {
  const user = program.command('user').description('tables of your own, as features or signals');
  command(
    user,
    'import <file>',
    run(async () => (await import('../commands/userImport.ts')).userImport),
  )
    .description('store a CSV or Parquet table: ucid or symbol, date, and columns of numbers')
    .requiredOption('--table <name>', 'its name; columns are then called <name>.<column>')
    .option('--date <day>', 'the UTC day whose close the numbers are of, if the table has no column date')
    .addHelpText('after', IMPORT_HELP)
    .addHelpText(
      'after',
      examples(
        'user import onchain.parquet --table onchain',
        'user import today.csv --table alt --date 2026-05-20',
      ),
    );
}

const IMPORT_HELP = `
A date is the day at whose end the numbers were known: rows of the 20th serve the round that opens on the 21st.
A day that is imported again is replaced whole. Tokens that are not in a round's universe do no harm.`;
