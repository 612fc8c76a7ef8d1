import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { acceptSubmission, type Verdict } from '../../shared/domain/acceptance.ts';
import { textColumn } from '../../shared/domain/table.ts';
import { InputError, UsageError } from '../../shared/errors.ts';
import type { CommandFunction } from '../invocation.ts';
import { readInput } from '../readInput.ts';
import { readSubmission } from '../readSubmission.ts';
import type { Paint } from '../terminal.ts';

interface ValidateOptions {
  readonly universe: string;
  readonly submission: string;
}

/** So many symbols are named. */
const NAMED = 10;

/** Numerai's acceptance rules on a file. */
export const validate: CommandFunction<ValidateOptions> = async (options, { paint }) => {
  const symbols = await universeSymbols(options.universe);
  const verdict = await verdictOn(await readInput(options.submission), symbols);
  const text = verdictText(verdict, symbols.length, paint);
  return { document: verdict, text, exitCode: verdict.accepted ? 0 : 1 };
};

/** Without a universe there is nothing to judge by: that is wrong usage, not a bad submission. */
async function universeSymbols(path: string): Promise<string[]> {
  const bytes = await readInput(path);
  try {
    const table = await tableFiles.readTable(bytes);
    return textColumn(table, 'symbol').filter((symbol) => symbol !== null);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, message, hint } = error;
    throw new UsageError(code, `--universe ${path}: ${message}`, { cause: error, hint });
  }
}

async function verdictOn(bytes: Uint8Array, symbols: readonly string[]): Promise<Verdict> {
  try {
    return acceptSubmission(symbols, await readSubmission(bytes));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const reason = `${error.code}: ${error.message}`;
    return { accepted: false, reason, acceptedCount: null, invalidSymbols: [] };
  }
}

function verdictText(
  { accepted, reason, acceptedCount, invalidSymbols }: Verdict,
  tokens: number,
  paint: Paint,
): string {
  const answer = accepted
    ? `${paint('green', 'ACCEPTED')}  ${acceptedCount} of ${tokens} tokens of the universe`
    : `${paint('red', 'NOT ACCEPTED')}  ${reason}`;
  if (invalidSymbols.length === 0) return answer;
  const named = invalidSymbols.slice(0, NAMED).join(', ');
  const more = invalidSymbols.length > NAMED ? ', …' : '';
  return `${answer}\n${invalidSymbols.length} symbols are not in the universe and would be dropped: ${named}${more}`;
}
