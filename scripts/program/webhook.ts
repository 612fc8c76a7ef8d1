import type { Command } from 'commander';
import type { Runner } from '../invocation.ts';
import { command, examples } from './command.ts';

/** Numerai's call when a round opens, where the settings have `webhook`. */
export function addWebhook(program: Command, run: Runner): void {
  const webhook = program.command('webhook').description('have Numerai call when a round opens');
  command(
    webhook,
    'on',
    run(async () => (await import('../commands/webhookOn.ts')).webhookOn),
  )
    .description("make a token, store it in the secret, and register the deployment's address for every slot")
    .addHelpText('after', examples('webhook on'));
  command(
    webhook,
    'off',
    run(async () => (await import('../commands/webhookOff.ts')).webhookOff),
  )
    .description('take the address back and make the token useless')
    .addHelpText('after', examples('webhook off'));
  command(
    webhook,
    'test',
    run(async () => (await import('../commands/webhookTest.ts')).webhookTest),
  )
    .description('have Numerai call now, and say what it was answered')
    .addHelpText('after', examples('webhook test'));
}
