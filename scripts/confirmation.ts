import { createInterface } from 'node:readline/promises';
import { RefusedError } from '../shared/errors.ts';

/**
 * Has something destructive confirmed by typing its name.
 *
 * @throws RefusedError `declined`, also where nobody can be asked
 */
export async function confirmByTyping(name: string, what: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new RefusedError('declined', `${what} was not confirmed: nobody is at a terminal`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const typed = await terminal.question(`Type ${name} to go on: `);
    if (typed.trim() !== name) throw new RefusedError('declined', `${what} was not confirmed`);
  } finally {
    terminal.close();
  }
}
