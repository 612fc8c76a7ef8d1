import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';
import { parseCount } from './optionValues.ts';

export function addFeatures(program: Command, run: Runner): void {
  const features = program
    .command('features')
    .description('features from market data of your own: what there is, and tables to train on');
  command(
    features,
    'list',
    run(async () => (await import('../commands/featuresList.ts')).featuresList),
  )
    .description('the features that are computed from market data, with their definitions; reads nothing')
    .addHelpText('after', examples('features list', 'features list --json'));
  command(
    features,
    'export',
    run(async () => (await import('../commands/featuresExport.ts')).featuresExport),
  )
    .description('a training table: what a live round would have had, on every weekday of the stored history')
    .requiredOption('--output <file>', 'where to, a Parquet file')
    .option('--train <file>', "Numerai's train.parquet: its universe, features and targets are joined")
    .option(
      '--features <list>',
      'names, patterns such as "*_rank", or a file of them; default: all there are',
    )
    .option('--from <day>', 'first day; default: the first there is')
    .option('--to <day>', 'last day, included; default: the last there is')
    .option('--top <count>', 'tokens of a day that no universe is known of; default 300', parseCount)
    .addHelpText('after', EXPORT_HELP)
    .addHelpText(
      'after',
      examples(
        'features export --train train.parquet --output training.parquet --local',
        'features export --features "*_rank,onchain.flow" --from 2024-01-01 --output ranks.parquet --local',
      ),
    );
}

const EXPORT_HELP = `
A row is a token on a day, with what was known at that day's close: date, ucid, symbol, universe_source, the
columns of train.parquet, market features, and the columns of your own tables (user import).
universe_source says where the day's tokens come from: train (train.parquet), live (the live file a run kept), or
store (the largest by market cap that day).`;
