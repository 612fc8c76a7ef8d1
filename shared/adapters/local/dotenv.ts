import { parseEnv } from 'node:util';
import { InputError } from '../../errors.ts';

const ASSIGNMENT = /^\s*(?:export\s+)?[^\s=]+\s*=\s*(.*)$/;
const NOTHING = /^\s*(#.*)?$/;

/**
 * Variables of a `.env` file, read by Node's own parser. Lines are checked first, because that parser
 * swallows a line it does not understand together with the good line after it.
 *
 * @throws InputError `dotenv_invalid` with the number of the line, never its content
 */
export function parseDotenv(text: string): Record<string, string | undefined> {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (NOTHING.test(line)) continue;
    const value = ASSIGNMENT.exec(line)?.[1];
    if (value === undefined) throw malformed(i, 'is not NAME=value');
    const quote = /^["'`]/.exec(value)?.[0];
    if (quote && !value.includes(quote, 1)) i = closingLine(lines, i, quote);
  }
  return parseEnv(text);
}

/** A quoted value may go on over lines. */
function closingLine(lines: readonly string[], opened: number, quote: string): number {
  const offset = lines.slice(opened + 1).findIndex((line) => line.includes(quote));
  if (offset < 0) throw malformed(opened, `opens a ${quote} that is never closed`);
  return opened + 1 + offset;
}

function malformed(index: number, fault: string): InputError {
  return new InputError('dotenv_invalid', `line ${index + 1} of the .env file ${fault}`);
}
