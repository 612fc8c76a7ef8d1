import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readSettingsFile } from '../../functions/settingsFile.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();

function fileWith(text: string): URL {
  const path = join(newFolder(), 'settings.json');
  writeFileSync(path, text);
  return pathToFileURL(path);
}

describe('readSettingsFile', () => {
  it('reads the settings a function was deployed with', () => {
    const settings = readSettingsFile(fileWith('{"slots":[{"name":"*","candidates":["base"]}]}'));
    expect(settings).toMatchObject({ slots: [{ name: '*' }], dataset: 'crypto/v2.0', confirmSeconds: 90 });
  });

  it.each([
    ['is not there', pathToFileURL('/no/such/settings.json')],
    ['is not JSON', fileWith('{"slots":')],
  ])('says to deploy again when the file %s', (_, file) => {
    expect(() => readSettingsFile(file)).toThrow(
      expect.objectContaining({ code: 'settings_invalid', hint: expect.stringContaining('Deploy again') }),
    );
  });

  it('names the key that is wrong', () => {
    expect(() => readSettingsFile(fileWith('{"slots":[],"format":"xls"}'))).toThrow(/slots.*format/s);
  });
});
