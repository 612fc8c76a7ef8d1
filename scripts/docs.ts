import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { ERRORS } from '../shared/errorCatalogue.ts';
import { Settings } from '../shared/settings.ts';
import { featuresPage } from './featuresPage.ts';

const ROOT = resolve(import.meta.dirname, '..');
const README = resolve(ROOT, 'README.md');
const FEATURES = resolve(ROOT, 'docs/features.md');
const SCHEMA = resolve(ROOT, 'shared/settings.schema.json');

/** The settings as a JSON schema, for editors. */
export function settingsSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(Settings, { io: 'input' }), null, 2)}\n`;
}

/** The README with its generated tables made anew; everything between a pair of markers is replaced. */
export function withTables(readme: string): string {
  return withBlock(withBlock(readme, 'settings', settingsTable()), 'errors', errorTable());
}

interface PropertySchema {
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly items?: PropertySchema;
  /** Several forms. */
  readonly anyOf?: readonly PropertySchema[];
}

function settingsTable(): string {
  const schema = z.toJSONSchema(Settings, { io: 'input' }) as PropertySchema;
  return ['| Key | Default | What it is |', '|---|---|---|', ...settingRows('', schema)].join('\n');
}

/** A row for every key inside. */
function settingRows(path: string, { properties = {}, items, anyOf = [] }: PropertySchema): string[] {
  const own = Object.entries(properties).filter(([key]) => !key.startsWith('$'));
  return [
    ...own.flatMap(([key, property]) => {
      const inner = path === '' ? key : `${path}.${key}`;
      return [settingRow(inner, property), ...settingRows(inner, property)];
    }),
    ...(items ? settingRows(`${path}[]`, items) : []),
    ...anyOf.flatMap((form) => settingRows(path, form)),
  ];
}

function settingRow(key: string, { default: usual, description = '' }: PropertySchema): string {
  return `| \`${key}\` | ${usual === undefined ? '' : `\`${JSON.stringify(usual)}\``} | ${cell(description)} |`;
}

function errorTable(): string {
  const rows = Object.entries(ERRORS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { means, hint }]) => `| <a id="${code}"></a>\`${code}\` | ${cell(means)} | ${cell(hint)} |`);
  return ['| Code | What it means | What to do |', '|---|---|---|', ...rows].join('\n');
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function withBlock(text: string, name: string, block: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no block "${name}"`);
  return `${text.slice(0, from + begin.length)}\n${block}\n${text.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(README, withTables(await readFile(README, 'utf8')));
  await writeFile(SCHEMA, settingsSchema());
  await writeFile(FEATURES, featuresPage());
}
