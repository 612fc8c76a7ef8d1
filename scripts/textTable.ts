import { stripVTControlCharacters } from 'node:util';

const WIDE =
  /^(?![\uff61-\uffdc])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]$/u;
const NO_WIDTH = /^[\p{M}\p{Cf}]$/u;
const GAP = '  ';

/**
 * Lines of aligned columns, two spaces apart. Cells may be coloured.
 *
 * @param rows each as long as the header, or shorter
 */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, at) => Math.max(...lines.map((cells) => displayWidth(cells[at] ?? ''))));
  return lines
    .map((cells) =>
      cells
        .map((cell, at) => padded(cell, widths[at]!))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Columns a text takes on a terminal: a Han character takes two, a combining mark none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (!NO_WIDTH.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - displayWidth(cell)));
}
