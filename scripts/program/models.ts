import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';

export function addModels(program: Command, run: Runner): void {
  const model = program.command('model').description('the models that candidates name');
  command(
    model,
    'push <file>',
    run(async () => (await import('../commands/modelPush.ts')).modelPush),
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
    run(async () => (await import('../commands/modelList.ts')).modelList),
  )
    .description('the models in the store and the versions in use')
    .addHelpText('after', examples('model list --local'));
}
