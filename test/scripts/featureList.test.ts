import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { featureList } from '../../scripts/featureList.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();

/** The names in a file of that name and content. */
function listIn(name: string, content: string | Uint8Array): Promise<string[]> {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return featureList(path);
}

describe('featureList', () => {
  it('divides by commas, and takes a single name as one', async () => {
    expect(await featureList('b, a ,c')).toEqual(['b', 'a', 'c']);
    expect(await featureList('momentum_20')).toEqual(['momentum_20']);
  });

  it.each([
    ['a name a line', 'names.txt', 'b\na\n\n'],
    ['a name a line, from Windows', 'names', '\ufeffb\r\na\r\n'],
    ['a JSON array', 'names.json', '["b", "a"]'],
    ['the header of a CSV, without what is never a feature', 'train.csv', 'symbol,date,b,a,id\nX,1,2,3,4\n'],
    ['quoted names', 'names.csv', '"b","a"\n'],
  ])('reads %s', async (_, name, content) => {
    expect(await listIn(name, content)).toEqual(['b', 'a']);
  });

  it.each([
    ['an empty name', 'a,,b', 'usage'],
    ['a file that is not there', 'gone/names.txt', 'file_unreadable'],
  ])('refuses %s', async (_, option, code) => {
    await expect(featureList(option)).rejects.toMatchObject({ name: 'UsageError', code });
  });

  it.each([
    ['an empty file', 'names.txt', '\n', /no name/],
    ['a training table', 'train.parquet', 'PAR1....', /it is parquet/],
    ['broken JSON', 'names.json', '["a"', /it is not JSON/],
    ['other JSON', 'names.json', '[1]', /not an array of names/],
    ['a large file', 'names.txt', 'name\n'.repeat(900_000), /larger than 4 MiB/],
  ])('refuses %s', async (_, name, content, message) => {
    await expect(listIn(name, content)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(message),
    });
  });
});
