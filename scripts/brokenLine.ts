import { displayWidth } from './textTable.ts';

/** A line broken between words where it would pass so many columns; what follows begins below its character `indent`. */
export function brokenLine(line: string, { columns, indent }: { columns: number; indent: number }): string {
  if (displayWidth(line) <= columns) return line;
  const [first = '', ...words] = line.slice(indent).split(' ');
  const lines = [line.slice(0, indent) + first];
  const margin = ' '.repeat(displayWidth(line.slice(0, indent)));
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (displayWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(margin + word);
  }
  return lines.map((one) => one.trimEnd()).join('\n');
}
