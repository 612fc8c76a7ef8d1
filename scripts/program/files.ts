import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';
import { parseMissing } from './optionValues.ts';

export function addFiles(program: Command, run: Runner): void {
  command(
    program,
    'predict',
    run(async () => (await import('../commands/predict.ts')).predict),
  )
    .description('outputs of a model file for a table, one line per row, in the order of the rows')
    .requiredOption('--model <file>', 'a model as its library saved it, gzipped or not')
    .requiredOption('--input <file>', 'CSV or Parquet, gzipped or not; columns are taken by name')
    .requiredOption('--output <file>', 'where to: .csv or .parquet')
    .option('--raw', 'also the raw scores, before the transform of the objective')
    .option('--missing <value>', 'take cells of this value as missing', parseMissing)
    .addHelpText('after', PREDICT_HELP)
    .addHelpText('after', examples('predict --model model.txt --input live.parquet --output out.csv --raw'));

  command(
    program,
    'validate',
    run(async () => (await import('../commands/validate.ts')).validate),
  )
    .description("put a submission file before Numerai's acceptance rules")
    .requiredOption('--universe <file>', 'a table with the column symbol, such as live.parquet')
    .requiredOption('--submission <file>', 'the CSV or Parquet file to be judged')
    .addHelpText('after', '\nExit codes: 0 accepted, 1 not accepted, 2 wrong usage')
    .addHelpText('after', examples('validate --universe live.parquet --submission submission.csv'));

  command(
    program,
    'score',
    run(async () => (await import('../commands/score.ts')).score),
  )
    .description("Numerai's CORR and MMC of predictions, date by date and in sum")
    .requiredOption('--predictions <file>', 'symbol (or id), date, one column of numbers')
    .requiredOption('--targets <file>', 'a table of the same kind')
    .option('--meta-model <file>', 'a table of the same kind; without it there is no MMC')
    .addHelpText('after', SCORE_HELP)
    .addHelpText('after', examples('score --predictions predictions.csv --targets targets.parquet --json'));
}

const PREDICT_HELP = `
Output columns: prediction, or prediction_0, prediction_1, … for several outputs (a classifier: its probabilities);
with --raw then raw, or raw_0, raw_1, … Numbers read back to the same double.
A model without feature names takes all columns but symbol, ucid, date and id, in file order.`;

const SCORE_HELP = `
Rows are paired by symbol and day. At least 80 % of the rows of a date must find a partner, as Numerai requires;
dates without any prediction or any target are left out. std has divisor n, as in Numerai's Sharpe ratio.
With --json, null stands for what cannot be told: the CORR of a constant, MMC without a Meta Model.`;
