import { brokenLine } from './brokenLine.ts';

/** What stands before a text of its own: spaces, and the cell of a list or a table with two spaces behind it. */
const BEGINNING = /^ *(?:\S+(?: \S+)* {2,})?/;

/**
 * Text for a terminal so many columns wide. Lines that begin where the text of the line above began go on with it; each is
 * then broken between words, and goes on in that column. What is to be copied, after `$` or `>>>`, stays whole.
 */
export function folded(text: string, columns: number): string {
  return joined(text.split('\n'))
    .map((line) => broken(line, columns))
    .join('\n');
}

function joined(lines: readonly string[]): string[] {
  const paragraphs: string[] = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last !== undefined && goesOn(last, line))
      paragraphs[paragraphs.length - 1] = `${last} ${line.trim()}`;
    else paragraphs.push(line);
  }
  return paragraphs;
}

function goesOn(paragraph: string, line: string): boolean {
  if (line.trim() === '' || paragraph.trim() === '' || isCommand(paragraph) || isCommand(line)) return false;
  const indent = line.length - line.trimStart().length;
  return indent === columnOf(paragraph) && BEGINNING.exec(line)![0].length === indent;
}

const isCommand = (line: string) => /^\s*(\$|>>>) /.test(line);

/** Where the text of a line begins, behind its label. */
const columnOf = (line: string) => BEGINNING.exec(line)![0].length;

function broken(line: string, columns: number): string {
  if (isCommand(line)) return line;
  return brokenLine(line, { columns, indent: Math.min(columnOf(line), Math.floor(columns / 2)) });
}
