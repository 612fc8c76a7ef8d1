import { Command, InvalidArgumentError } from 'commander';
import type { Runner } from './invocation.ts';
import { FAULTS } from './standins/numerai/faults.ts';

const AUTOPILOT = 'npm run -s autopilot --';

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
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .addHelpText('after', PROGRAM_HELP);
  addRounds(program, run);
  addFiles(program, run);
  addData(program, run);
  addModels(program, run);
  addKeys(program, run);
  addStandin(program, run);
  return program;
}

const PROGRAM_HELP = `
Start here:
  $ npm run demo                              see a whole round, with no account, key or cloud
  $ ${AUTOPILOT} doctor --local       is everything ready?
  $ ${AUTOPILOT} run --local          submit the open round now, from this machine

Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 3 nothing to do (only with --fail-if-idle), 130 interrupted`;

function addRounds(program: Command, run: Runner): void {
  command(
    program,
    'demo',
    run(async () => (await import('./commands/demo.ts')).demo),
  )
    .description('play a whole round against a local Numerai: no account, no key, no cloud')
    .addHelpText('after', examples('demo', 'demo --json'));

  command(
    program,
    'run',
    run(async () => (await import('./commands/run.ts')).run),
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
    run(async () => (await import('./commands/doctor.ts')).doctor),
  )
    .description('look whether everything is ready, and say how to fix what is not; changes nothing')
    .addHelpText('after', examples('doctor --local', 'doctor --json'));
}

function addFiles(program: Command, run: Runner): void {
  command(
    program,
    'predict',
    run(async () => (await import('./commands/predict.ts')).predict),
  )
    .description('outputs of a model file for a table, one line per row, in the order of the rows')
    .requiredOption('--model <file>', 'a model as its library saved it, gzipped or not')
    .requiredOption('--input <file>', 'CSV or Parquet, gzipped or not; columns are taken by name')
    .requiredOption('--output <file>', 'where to: .csv or .parquet')
    .option('--raw', 'also the raw scores, before the transform of the objective')
    .option('--missing <value>', 'take cells of this value as missing', parseNumber)
    .addHelpText('after', PREDICT_HELP)
    .addHelpText('after', examples('predict --model model.txt --input live.parquet --output out.csv --raw'));

  command(
    program,
    'validate',
    run(async () => (await import('./commands/validate.ts')).validate),
  )
    .description("put a submission file before Numerai's acceptance rules")
    .requiredOption('--universe <file>', 'a table with the column symbol, such as live.parquet')
    .requiredOption('--submission <file>', 'the CSV or Parquet file to be judged')
    .addHelpText('after', '\nExit codes: 0 accepted, 1 not accepted, 2 wrong usage')
    .addHelpText('after', examples('validate --universe live.parquet --submission submission.csv'));

  command(
    program,
    'score',
    run(async () => (await import('./commands/score.ts')).score),
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

function addData(program: Command, run: Runner): void {
  const data = program.command('data').description("Numerai's files: live and training data, targets");
  command(
    data,
    'list',
    run(async () => (await import('./commands/dataList.ts')).dataList),
  )
    .description("names of Numerai's Crypto files; needs no key")
    .addHelpText('after', examples('data list'));

  command(
    data,
    'download <name>',
    run(async () => (await import('./commands/dataDownload.ts')).dataDownload),
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

function addModels(program: Command, run: Runner): void {
  const model = program.command('model').description('the models that candidates name');
  command(
    model,
    'push <file>',
    run(async () => (await import('./commands/modelPush.ts')).modelPush),
  )
    .description('store a model file as a new version; the first version of a name is put in use')
    .option('--name <name>', 'what candidates call it; by default the file name without its ending')
    .option('--features <names>', 'feature names in training order, divided by commas, if the file has none')
    .addHelpText(
      'after',
      examples('model push model.txt --name base --local', 'model push model.txt --name base'),
    );

  command(
    model,
    'list',
    run(async () => (await import('./commands/modelList.ts')).modelList),
  )
    .description('the models in the store and the versions in use')
    .addHelpText('after', examples('model list --local'));
}

function addKeys(program: Command, run: Runner): void {
  const keys = program.command('keys').description('the keys of the deployment');
  command(
    keys,
    'set',
    run(async () => (await import('./commands/keysSet.ts')).keysSet),
  )
    .description('put keys into the secret, typed unseen or as NAME=value lines from standard input')
    .addHelpText('after', examples('keys set', 'keys set < .env'));
}

function addStandin(program: Command, run: Runner): void {
  const standin = program.command('standin').description('local servers in place of the real ones');
  command(
    standin,
    'numerai',
    run(async () => (await import('./commands/standinNumerai.ts')).standinNumerai),
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

function command(
  parent: Command,
  nameAndArguments: string,
  action: (command: Command) => Promise<void>,
): Command {
  const added = parent.command(nameAndArguments);
  return added.action(() => action(added));
}

function faultLines(): string[] {
  return Object.entries(FAULTS).map(([name, description]) => `  ${name.padEnd(22)}${description}`);
}

function examples(...lines: string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ ${AUTOPILOT} ${line}`)].join('\n');
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

function parseWhole(text: string): number {
  const value = parseNumber(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

function collect(text: string, before: string[] = []): string[] {
  return [...before, text];
}
