import { InputError } from '../errors.ts';
import type { LightgbmFile } from './lightgbmFile.ts';
import { type LightgbmHeader, parseHeader } from './lightgbmHeader.ts';
import { type LightgbmTree, parseTree } from './lightgbmTree.ts';
import { checkTreeLimit } from './treeLimit.ts';

const PANDAS = 'pandas_categorical:';

/**
 * Reads what `Booster.save_model()` wrote (version v2 to v4, line ends `\n` or `\r\n`). Trees are found by their
 * `Tree=` lines, since `tree_sizes` is wrong as soon as line ends were changed; its count still tells a cut file.
 *
 * @throws InputError `model_damaged`, `unsupported_model`
 * @see https://github.com/microsoft/LightGBM/blob/v4.6.0/src/boosting/gbdt_model_text.cpp
 */
export function parseLightgbmText(bytes: Uint8Array): LightgbmFile {
  const text = new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
  const start = text.indexOf('\nTree=');
  const end = text.indexOf('\nend of trees', Math.max(start, 0));
  if (end < 0) throw damaged('the file is cut: "end of trees" is missing');
  if (start < 0) throw damaged('the file holds no trees');

  const header = parseHeader({ where: 'the header', text: text.slice(0, start) });
  const blocks = text.slice(start, end).split('\nTree=').slice(1);
  checkTreeCount(blocks.length, header);
  const trees = blocks.map((block, i) => parseBlock(block, i, header.featureNames.length));
  return { header, trees, pandasCategorical: lastLine(text) };
}

function parseBlock(block: string, index: number, featureCount: number): LightgbmTree {
  const lineEnd = block.indexOf('\n');
  if (block.slice(0, lineEnd) !== String(index)) {
    throw damaged(`tree ${block.slice(0, Math.min(lineEnd, 20))} stands where tree ${index} belongs`);
  }
  return parseTree({ where: `tree ${index}`, text: block.slice(lineEnd) }, featureCount);
}

function checkTreeCount(found: number, { treeCount, outputs }: LightgbmHeader): void {
  checkTreeLimit(found);
  if (treeCount !== undefined && treeCount !== found) {
    throw damaged(`tree_sizes announces ${treeCount} trees, the file holds ${found}`);
  }
  if (found % outputs !== 0)
    throw damaged(`${found} trees do not make whole rounds of ${outputs} trees each`);
}

/** The line is the file's last, where only the Python package writes it. */
function lastLine(text: string): string | undefined {
  const tail = text.trimEnd();
  const line = tail.slice(tail.lastIndexOf('\n') + 1);
  return line.startsWith(PANDAS) ? line.slice(PANDAS.length) : undefined;
}

function damaged(message: string): InputError {
  return new InputError('model_damaged', message);
}
