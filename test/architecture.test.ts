import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ERRORS } from '../shared/errorCatalogue.ts';
import { architectureViolations } from './support/architectureRules.ts';
import { sourceFacts } from './support/sourceFacts.ts';

const root = join(import.meta.dirname, '..');

function repository(): Map<string, string> {
  const folders = ['infra', 'functions', 'shared', 'scripts', 'test'].filter((name) =>
    existsSync(join(root, name)),
  );
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name).replaceAll('\\', '/'),
    ),
  );
  const paths = [...inFolders.filter((path) => path.endsWith('.ts')), 'README.md'];
  const present = paths.filter((path) => existsSync(join(root, path)));
  return new Map(present.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Violations of a repository that has only this one file. */
const violationsOf = (path: string, source: string) => architectureViolations(new Map([[path, source]]), []);

describe('the repository', () => {
  it('keeps its own rules', () => {
    expect(architectureViolations(repository(), Object.keys(ERRORS))).toEqual([]);
  });

  it('was really read', () => {
    const paths = [...repository().keys()];
    expect(paths).toEqual(
      expect.arrayContaining(['shared/ports.ts', 'shared/pipeline/claim.ts', 'test/architecture.test.ts']),
    );
  });
});

describe('the rules', () => {
  it.each([
    ['shared/domain/round.ts', '../ports.ts'],
    ['shared/domain/round.ts', 'zod'],
    ['shared/domain/round.ts', 'node:crypto'],
    ['shared/features/momentum.ts', '../pipeline/claim.ts'],
    ['shared/models/lightgbm.ts', 'node:fs'],
    ['shared/report/page.ts', '../pipeline/claim.ts'],
    ['shared/pipeline/claim.ts', '../adapters/keys.ts'],
    ['shared/pipeline/claim.ts', 'node:fs'],
    ['shared/pipeline/claim.ts', '@aws-sdk/client-s3'],
    ['shared/adapters/keys.ts', '@aws-sdk/client-s3'],
    ['shared/adapters/csv.ts', 'apache-arrow'],
    ['shared/adapters/numerai/upload.ts', 'node:https'],
    ['shared/adapters/numerai/upload.ts', '../../pipeline/claim.ts'],
    ['shared/adapters/aws/s3Store.ts', 'parquet-wasm'],
    ['functions/submit.ts', '../shared/adapters/http.ts'],
    ['functions/submit.ts', '../shared/ports.ts'],
    ['functions/wiring.ts', '@aws-sdk/client-s3'],
    ['functions/wiring.ts', '../scripts/terminal.ts'],
    ['functions/wiring.ts', './submit.ts'],
    ['functions/submit.ts', './verify.ts'],
    ['scripts/autopilot.ts', '../functions/submit.ts'],
    ['scripts/autopilot.ts', '@aws-sdk/client-s3'],
    ['infra/stack.ts', '../functions/submit.ts'],
    ['infra/stack.ts', '../shared/ports.ts'],
  ])('refuse that %s imports %s, in whatever form', (path, specifier) => {
    const violation = [`${path} imports ${specifier}`];
    expect(violationsOf(path, `import { x } from '${specifier}';`)).toEqual(violation);
    expect(violationsOf(path, `import type { X } from "${specifier}";`)).toEqual(violation);
    expect(violationsOf(path, `import '${specifier}';`)).toEqual(violation);
    expect(violationsOf(path, `const x = await import('${specifier}');`)).toEqual(violation);
    expect(violationsOf(path, `type X = import('${specifier}').X;`)).toEqual(violation);
  });

  it.each([
    ['shared/pipeline/claim.ts', '../domain/round.ts'],
    ['shared/pipeline/claim.ts', '../ports.ts'],
    ['shared/models/lightgbm.ts', 'node:zlib'],
    ['shared/adapters/aws/s3Store.ts', '@aws-sdk/client-s3'],
    ['shared/adapters/parquetColumns.ts', 'apache-arrow'],
    ['shared/adapters/local/directoryStore.ts', 'node:fs/promises'],
    ['functions/submit.ts', '../shared/pipeline/submitRound.ts'],
    ['functions/submit.ts', './wiring.ts'],
    ['functions/wiring.ts', '../shared/adapters/http.ts'],
    ['scripts/commands/run.ts', '../../functions/wiring.ts'],
    ['infra/stack.ts', '../shared/settings.ts'],
    ['infra/stack.ts', 'aws-cdk-lib'],
    ['test/adapters/s3Store.test.ts', '@aws-sdk/client-s3'],
  ])('allow that %s imports %s', (path, specifier) => {
    expect(violationsOf(path, `import { x } from '${specifier}';`)).toEqual([]);
  });

  it.each([
    ['fetch', 'await fetch(url);', 'shared/adapters/http.ts'],
    ['fetch', 'await globalThis.fetch(url);', 'shared/adapters/http.ts'],
    ['process.env', 'const { HOME } = process.env;', 'functions/environment.ts'],
    ['clock', 'const now = new Date();', 'shared/adapters/local/systemClock.ts'],
    ['clock', 'const now = new Date;', 'shared/adapters/local/systemClock.ts'],
    ['clock', 'const ms = Date.now();', 'scripts/autopilot.ts'],
    ['clock', 'const ms = performance.now();', 'scripts/autopilot.ts'],
  ])('keep %s to its place: %s', (use, source, place) => {
    expect(violationsOf(place, source)).toEqual([]);
    expect(violationsOf('shared/pipeline/claim.ts', source)).toEqual([
      `shared/pipeline/claim.ts has no right to: ${use}`,
    ]);
  });

  it('do not mistake comments, texts, fields and given times for what they forbid', () => {
    const source = [
      "// new Date(), fetch(), process.env and import x from '@aws-sdk/client-s3'",
      "const text = 'Date.now() export default';",
      'const day = new Date(text);',
      'await cache.fetch(day);',
      'export const env = settings.env;',
    ];
    expect(violationsOf('shared/pipeline/claim.ts', source.join('\n'))).toEqual([]);
  });

  it('refuse default exports, re-exports, computed imports, long files and names that say nothing', () => {
    const path = 'shared/domain/round.ts';
    expect(violationsOf(path, 'export default 1;')).toEqual([`${path} has no right to: default export`]);
    expect(violationsOf(path, "export * from './a.ts';")).toEqual([`${path} has no right to: re-export`]);
    expect(violationsOf(path, "export { a } from './a.ts';")).toEqual([`${path} has no right to: re-export`]);
    expect(violationsOf(path, 'await import(name);')).toEqual([`${path} imports (computed)`]);
    expect(violationsOf(path, 'a;\n'.repeat(250))).toEqual([]);
    expect(violationsOf(path, 'a;\n'.repeat(251))).toEqual([`${path} has 251 lines`]);
    expect(violationsOf('elsewhere/a.ts', '')).toEqual(['elsewhere/a.ts belongs to no layer']);
    for (const vague of ['shared/domain/utils.ts', 'test/helpers/a.ts', 'shared/adapters/common/a.ts']) {
      expect(violationsOf(vague, '')).toEqual([`${vague} has a name that says nothing`]);
    }
  });

  it('want every error code used, and told in the README as soon as there is one', () => {
    const files = new Map([
      ['shared/errorCatalogue.ts', "export const ERRORS = { a_b: 'a_b', c_d: 'c_d' };"],
      ['test/x.test.ts', "expect(code).toBe('c_d');"],
      ['shared/domain/round.ts', "throw new InputError('a_b', 'message');"],
    ]);
    const unused = 'the error code c_d is used nowhere';
    expect(architectureViolations(files, ['a_b', 'c_d'])).toEqual([unused]);
    files.set('README.md', '| c_d | not used | a_bc |');
    expect(architectureViolations(files, ['a_b', 'c_d'])).toEqual([
      'the error code a_b is not in README.md',
      unused,
    ]);
  });

  it('count the lines of a file as an editor does', () => {
    expect(sourceFacts('a;\nb;\n').lines).toBe(2);
  });
});
