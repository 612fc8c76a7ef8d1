import { environment, spellLoopback } from './environment.ts';
import { failed, invoke } from './invocation.ts';
import { buildProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

spellLoopback();
const argv = process.argv.slice(2);
const { stdout, stderr } = process;
const terminal = createTerminal({ json: argv.includes('--json'), stdout, stderr, env: environment });

// `| head` closes the pipe when it has seen enough, which is no failure.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}
process.on('uncaughtException', (error) => process.exit(failed(error, terminal)));

process.exitCode = await invoke(buildProgram, argv, terminal);
