import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';

export function addData(program: Command, run: Runner): void {
  const data = program.command('data').description("Numerai's files: live and training data, targets");
  command(
    data,
    'list',
    run(async () => (await import('../commands/dataList.ts')).dataList),
  )
    .description("names of Numerai's Crypto files; needs no key")
    .addHelpText('after', examples('data list'));

  command(
    data,
    'download <name>',
    run(async () => (await import('../commands/dataDownload.ts')).dataDownload),
  )
    .description('fetch one of them, continue where an earlier download broke off; needs no key')
    .option('--output <file>', 'where to; by default the name of the file, here')
    .addHelpText(
      'after',
      examples(
        'data download crypto/v2.0/train.parquet',
        'data download live.parquet --output /tmp/live.parquet',
      ),
    );
}
