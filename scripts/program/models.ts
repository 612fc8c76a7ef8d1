import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';

export function addModels(program: Command, run: Runner): void {
  const model = program.command('model').description('the models that candidates name');
  addPush(model, run);
  addLooks(model, run);
  command(
    model,
    'promote <name> <version>',
    run(async () => (await import('../commands/modelPromote.ts')).modelPromote),
  )
    .description('put a stored version in use, after it was opened and found sound')
    .addHelpText('after', PROMOTE_HELP)
    .addHelpText('after', examples('model promote base latest', 'model promote base 1a2b3c4d --local'));

  command(
    model,
    'rollback <name>',
    run(async () => (await import('../commands/modelRollback.ts')).modelRollback),
  )
    .description('put the version in use that was in use before')
    .addHelpText('after', ROLLBACK_HELP)
    .addHelpText('after', examples('model rollback base', 'model rollback base --local'));
}

function addPush(model: Command, run: Runner): void {
  command(
    model,
    'push <file>',
    run(async () => (await import('../commands/modelPush.ts')).modelPush),
  )
    .description('store a model file as a new version; the first version of a name is put in use')
    .option('--name <name>', 'what candidates call it; by default the file name without its ending')
    .option(
      '--features <names>',
      'feature names in training order if the file has none: divided by commas, or a file',
    )
    .option('--golden <file>', "a table of features with the training library's predictions for them")
    .option('--table <file>', 'the table it was trained on, such as an export of the features')
    .addHelpText('after', PUSH_HELP)
    .addHelpText(
      'after',
      examples(
        'model push model.txt --name base --local',
        'model push model.txt --name base --golden golden.parquet --table train.parquet',
        'model push model.ubj --features names.txt',
      ),
    );
}

function addLooks(model: Command, run: Runner): void {
  command(
    model,
    'list',
    run(async () => (await import('../commands/modelList.ts')).modelList),
  )
    .description('the models in the store, their versions, and which are in use')
    .addHelpText('after', examples('model list --local', 'model list --json'));

  command(
    model,
    'check [names...]',
    run(async () => (await import('../commands/modelCheck.ts')).modelCheck),
  )
    .description('open the versions in use and look whether the candidates find them; changes nothing')
    .addHelpText('after', CHECK_HELP)
    .addHelpText('after', examples('model check', 'model check base --local'));
}

const PUSH_HELP = `
--features FILE: one name a line, a JSON array, or the header of a CSV (symbol, ucid, date and id are left out).
--golden FILE:   CSV or Parquet with the features and the column prediction, as the library's predict() gives it,
                 or raw, its raw scores; several outputs: prediction_0, prediction_1, … In Python:
                 >>> X = train[features].head(64)
                 >>> X.assign(prediction=model.predict(X)).to_parquet("golden.parquet")
                 Predictions may differ by 4 ulp, raw scores by nothing. All rows are checked now, up to 64 are stored
                 and checked again before every use.
--table FILE:    CSV or Parquet. Its columns must hold every feature. Stored are the versions of computed features (as
                 an export has them in its Parquet metadata: pandas drops them, so give the exported file itself), and
                 how many cells are missing and how far the raw output spreads on its newest 20 days. A run that misses
                 far more, or spreads otherwise, is degraded. Of a large file 20,000 rows are looked at, half of them
                 its last.
Without --table, names are held against the newest live file that a run has kept (before the first, the 22 features of
crypto/v2.0) and the catalogue of market features: a mistyped one is refused, with what it may have been meant to be.`;

const PROMOTE_HELP = `
The version may be cut to an unambiguous beginning or end; latest is the one pushed last. See model list.`;

const ROLLBACK_HELP = `
Undoes the last promotion that is not undone yet; every further rollback goes one promotion further back, never forth.
To return to a version that was rolled back, promote it.`;

const CHECK_HELP = `
Without names: every model, and every candidate of the settings. Exit codes: 0 all sound, 1 something failed.`;
