import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isKeyTrouble } from '../../shared/domain/keyTrouble.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** A code given to the class, to `awsError` as the code of a refusal, or to `keysFrom`. */
const RAISED = /new AccessError\(\s*'(\w+)'|denied: '(\w+)'|keysFrom\([^)]*'(\w+)'/g;

function codesRaised(): string[] {
  const files = ['shared/adapters', 'functions', 'scripts'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const sources = files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(ROOT, name), 'utf8'));
  const found = sources.flatMap((source) =>
    [...source.matchAll(RAISED)].map(([, ...codes]) => codes.find(Boolean)),
  );
  return [...new Set(found.map(String))].sort();
}

describe('isKeyTrouble', () => {
  it('knows every code that an AccessError is raised with, but of a topic, which stops nothing, and of the command line', () => {
    const raised = codesRaised();
    expect(raised.length).toBeGreaterThan(8);
    expect(raised.filter((code) => !isKeyTrouble(code))).toEqual(['not_deployed', 'topic_denied']);
  });

  it.each(['server_error', 'run_failed', 'internal_error', undefined])('does not take %s for one', (code) => {
    expect(isKeyTrouble(code)).toBe(false);
  });
});
