import { brokenLine } from './brokenLine.ts';
import { displayWidth } from './textTable.ts';

/** What is to be copied: the terminal wraps it, and knows that it is one line. */
const TO_COPY = /\b(npm|npx) |^\s*export /;
/** Narrower is no terminal that anybody reads; 0 is what some say that do not know. */
const NARROWEST = 20;

/** A result for a terminal so many columns wide: sentences are broken between words, the last cell of a table in its column. */
export function fitted(text: string, columns: number): string {
  if (columns < NARROWEST) return text;
  return text
    .split('\n')
    .map((line) =>
      TO_COPY.test(line) ? line : brokenLine(line, { columns, indent: indentOf(line, columns) }),
    )
    .join('\n');
}

/** Where the last cell begins; where that leaves too little room, or there is none, the text. */
function indentOf(line: string, columns: number): number {
  const gap = line.trimEnd().lastIndexOf('  ');
  const cell = gap < 0 ? 0 : gap + 2;
  const text = line.length - line.trimStart().length;
  return cell > text && displayWidth(line.slice(0, cell)) <= 0.75 * columns ? cell : text;
}
