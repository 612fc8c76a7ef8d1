import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { deploymentVersion } from '../../shared/adapters/local/deploymentVersion.ts';
import { parseSettings } from '../../shared/settings.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const SETTINGS = parseSettings({ slots: [{ name: 'a', candidates: ['m'] }] });
const FILES = {
  'package.json': '{"version": "1.2.3"}',
  'package-lock.json': '{}',
  'functions/submit.ts': 'one;\ntwo;\n',
  'shared/models/worker.mjs': 'three;\n',
  'infra/stack.ts': 'four;\n',
};

function project(changes: Record<string, string> = {}): string {
  const root = newFolder();
  for (const [path, text] of Object.entries({ ...FILES, ...changes })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const versionOf = (changes?: Record<string, string>) => deploymentVersion(project(changes), SETTINGS);

it('is the version and a print, the same wherever the project lies and whatever its line ends are', () => {
  expect(versionOf()).toMatch(/^1\.2\.3\+[0-9a-f]{64}$/);
  expect(versionOf({ 'functions/submit.ts': 'one;\r\ntwo;\r\n' })).toBe(versionOf());
  expect(versionOf({ 'README.md': 'other words', 'test/a.test.ts': 'another test' })).toBe(versionOf());
});

it.each(Object.keys(FILES))('is another one when %s is', (path) => {
  const changed = path === 'package.json' ? '{"version": "1.2.3", "type": "module"}' : 'changed';
  expect(versionOf({ [path]: changed })).not.toBe(versionOf());
});

it('is another one when the settings are, or a file is moved', () => {
  expect(deploymentVersion(project(), { ...SETTINGS, minCoverage: 0.5 })).not.toBe(versionOf());
  expect(versionOf({ 'functions/submit.ts': 'two;\n', 'functions/verify.ts': 'one;\n' })).not.toBe(
    versionOf({ 'functions/submit.ts': 'one;\n', 'functions/verify.ts': 'two;\n' }),
  );
});

it('can be told of this very project', () => {
  expect(deploymentVersion(resolve(import.meta.dirname, '../..'), SETTINGS)).toMatch(/^\d+\.\d+\.\d+\+/);
});
