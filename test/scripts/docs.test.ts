import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settingsSchema, withTables } from '../../scripts/docs.ts';
import { featuresPage } from '../../scripts/featuresPage.ts';
import { ERRORS } from '../../shared/errorCatalogue.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('generated documentation', () => {
  it('stands in the README as the code has it (else: npm run docs)', async () => {
    const readme = await readFile(resolve(ROOT, 'README.md'), 'utf8');
    expect(withTables(readme)).toBe(readme);
    for (const code of Object.keys(ERRORS)) expect(readme).toContain(`<a id="${code}">`);
  });

  it('gives editors the schema that the code checks (else: npm run docs)', async () => {
    expect(await readFile(resolve(ROOT, 'shared/settings.schema.json'), 'utf8')).toBe(settingsSchema());
  });

  it('describes the features that there are (else: npm run docs)', async () => {
    expect(await readFile(resolve(ROOT, 'docs/features.md'), 'utf8')).toBe(featuresPage());
  });

  it('refuses a README without its markers', () => {
    expect(() => withTables('nothing here')).toThrow('no block "settings"');
  });
});
