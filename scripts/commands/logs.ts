import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { UsageError } from '../../shared/errors.ts';
import {
  type Deployment,
  FUNCTION_NAMES,
  type FunctionName,
  findDeployment,
  logGroups,
} from '../deployment.ts';
import type { CommandFunction } from '../invocation.ts';
import { type LogEntry, logEntry } from '../logEntry.ts';
import { entriesText, runsText } from '../logsText.ts';
import { runsInLog } from '../runsInLog.ts';

interface LogsOptions {
  /** Request id of a run, or `last`. */
  readonly run?: string;
  readonly function?: string;
  /** Milliseconds to look back. */
  readonly since: number;
  readonly limit: number;
}

/** The runs of the last hours, or the lines of one of them. */
export const logs: CommandFunction<LogsOptions> = async (options, terminal) => {
  if (options.local) {
    throw new UsageError('usage', 'logs reads what AWS keeps; locally a run tells on the screen (stderr)');
  }
  const names = wantedFunctions(options.function);
  const working = terminal.working('reading the logs');
  try {
    const deployment = await findDeployment();
    const one = options.run !== undefined && options.run !== 'last' ? options.run : undefined;
    const entries = await entriesOf(deployment, { names, since: options.since, holding: one });
    const runs = runsInLog(entries);
    if (options.run === undefined) {
      const shown = runs.slice(-options.limit);
      return { document: { runs: shown }, text: runsText(shown, terminal.paint) };
    }
    const wanted = one ?? runs.at(-1)?.run;
    const lines = entries.filter(({ run }) => run === wanted).slice(-options.limit);
    return {
      document: { run: wanted ?? null, lines },
      text: entriesText(lines, terminal.paint),
      exitCode: lines.length === 0 ? 1 : 0,
    };
  } finally {
    working.stop();
  }
};

function wantedFunctions(name: string | undefined): readonly FunctionName[] {
  const found = FUNCTION_NAMES.filter((one) => name === undefined || one === name);
  if (found.length > 0) return found;
  throw new UsageError('usage', `there is no function "${name}"; there are ${FUNCTION_NAMES.join(', ')}`);
}

interface Search {
  readonly names: readonly FunctionName[];
  readonly since: number;
  readonly holding: string | undefined;
}

/** More than a week of everything; the newest count. */
const AT_MOST = 50_000;

async function entriesOf(deployment: Deployment, { names, since, holding }: Search): Promise<LogEntry[]> {
  const { logLines } = await import('../../shared/adapters/aws/logLines.ts');
  const from = new Date(systemClock.now().getTime() - since);
  const found = await Promise.all(
    [...(await logGroups(deployment))].map(async ([name, group]) => {
      if (!names.includes(name)) return [];
      const lines = await logLines({ group, since: from, holding, atMost: AT_MOST });
      return lines.flatMap((line) => logEntry(name, line) ?? []);
    }),
  );
  return found.flat().sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}
