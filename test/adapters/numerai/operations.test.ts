import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  buildASTSchema,
  buildSchema,
  type GraphQLSchema,
  isObjectType,
  parse,
  validate,
  visit,
} from 'graphql';
import { OPERATIONS } from '../../../shared/adapters/numerai/operations.ts';
import { snakeCaseOperation } from '../../../shared/adapters/numerai/snakeCase.ts';

const root = resolve(import.meta.dirname, '../../..');
const ownFacts = readFileSync(resolve(root, 'scripts/standins/numerai/schema.graphql'), 'utf8');
const introspected = resolve(root, '../shared/reference/numerai-schema.graphql');

const operations = Object.entries(OPERATIONS);
const faults = (schema: GraphQLSchema, text: string) => validate(schema, parse(text)).map(String);

/** The schema as a server without the camelCase adapter would have it (Elixir's `Macro.underscore`). */
function underscored(sdl: string): GraphQLSchema {
  const rename = <T extends { readonly name: { readonly value: string } }>(node: T): T => {
    const value = node.name.value
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase();
    return { ...node, name: { ...node.name, value } };
  };
  return buildASTSchema(
    visit(parse(sdl), { FieldDefinition: { leave: rename }, InputValueDefinition: { leave: rename } }),
  );
}

describe("Numerai's operations", () => {
  it.each(operations)('%s fits the schema in this repository', (_, text) => {
    expect(faults(buildSchema(ownFacts), text)).toEqual([]);
  });

  it.each(operations)('%s fits a snake_case server after its names were changed', (_, text) => {
    expect(faults(underscored(ownFacts), snakeCaseOperation(text))).toEqual([]);
  });

  it.each(operations)('%s is named as its text says', (name, text) => {
    expect(text.trim()).toMatch(new RegExp(`^(query|mutation) ${name}\\b`));
  });

  it('ask for nothing that the schema declares dead', () => {
    const dead = [...ownFacts.matchAll(/^ {2}(\w+): .*@deprecated/gm)].map(([, name]) => name);
    expect(dead).not.toHaveLength(0);
    const submissions = OPERATIONS.VerifySubmission + OPERATIONS.CreateSubmission;
    for (const name of dead) expect(submissions).not.toMatch(new RegExp(`\\b${name}\\b`));
  });
});

const describeIntrospected = existsSync(introspected) ? describe : describe.skip;

describeIntrospected("Numerai's introspected schema (skipped without ../shared/reference)", () => {
  const sdl = existsSync(introspected) ? readFileSync(introspected, 'utf8') : '';

  it.each(operations)('takes %s', (_, text) => {
    expect(faults(buildSchema(sdl), text)).toEqual([]);
  });

  it('has every field and argument of the schema in this repository, of the same type', () => {
    const known = new Set(facts(sdl));
    const unknown = facts(ownFacts).filter((fact) => !known.has(fact));
    // What a newer version of the official client asks for; no operation of ours does.
    expect(unknown.filter((fact) => !/roundScoreConfig/i.test(fact))).toEqual([]);
    expect(Object.values(OPERATIONS).join()).not.toMatch(/roundScoreConfig/i);
  });
});

/** Every field and argument with its type, e.g. `RootQueryType.model(modelId: ID)`. */
function facts(sdl: string): string[] {
  return Object.values(buildSchema(sdl).getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap((field) => [
          `${type}.${field.name}: ${field.type}`,
          ...field.args.map((arg) => `${type}.${field.name}(${arg.name}: ${arg.type})`),
        ])
      : [],
  );
}
