import { displayWidth } from './textTable.ts';

/** What stands before a text of its own: spaces, and the cell of a list or a table with two spaces behind it. */
const BEGINNING = /^ *(?:\S+(?: \S+)* {2,})?/;

/**
 * Text for a terminal so many columns wide. Lines that begin where the text of the line above began go on with it; each is
 * then broken between words, and goes on in that column. What is to be copied, after `$` or `>>>`, stays whole.
 */
export function folded(text: string, columns: number): string {
  return joined(text.split('\n'))
    .map((line) => (displayWidth(line) > columns ? broken(line, columns) : line))
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
  const indent = Math.min(columnOf(line), Math.floor(columns / 2));
  const [first = '', ...words] = line.slice(indent).split(' ');
  const lines = [line.slice(0, indent) + first];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (displayWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(' '.repeat(indent) + word);
  }
  return lines.join('\n');
}
