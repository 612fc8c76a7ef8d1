import type { Command } from 'commander';

export const AUTOPILOT = 'npm run -s autopilot --';

/** A command whose action gets the command itself, to read all options from. */
export function command(
  parent: Command,
  nameAndArguments: string,
  action: (command: Command) => Promise<void>,
): Command {
  const added = parent.command(nameAndArguments);
  return added.action(() => action(added));
}

export function examples(...lines: string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ ${AUTOPILOT} ${line}`)].join('\n');
}
