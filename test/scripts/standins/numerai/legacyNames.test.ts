import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, print, validate } from 'graphql';
import { acceptLegacyNames, toCamelCase } from '../../../../scripts/standins/numerai/legacyNames.ts';

const file = new URL('../../../../scripts/standins/numerai/schema.graphql', import.meta.url);
const schema = buildSchema(readFileSync(file, 'utf8'));
const normal = (query: string) => print(parse(query));
const accepted = (query: string) => print(acceptLegacyNames(parse(query), schema));
const problems = (query: string) =>
  validate(schema, acceptLegacyNames(parse(query), schema)).map(({ message }) => message);

describe('acceptLegacyNames', () => {
  it('takes a snake_case field for its camelCase twin and answers under the name that was sent', () => {
    expect(accepted('{ apiTokenInfo { public_id } }')).toBe(
      normal('{ apiTokenInfo { public_id: publicId } }'),
    );
  });

  it('keeps an alias', () => {
    expect(accepted('{ me: api_token_info { name } }')).toBe(normal('{ me: apiTokenInfo { name } }'));
  });

  it('takes snake_case arguments', () => {
    expect(accepted('{ model(model_id: "a") { name } }')).toBe(normal('{ model(modelId: "a") { name } }'));
  });

  it('declares a String as the ID that it stands for', () => {
    expect(accepted('query($id: String) { model(modelId: $id) { name } }')).toBe(
      normal('query($id: ID) { model(modelId: $id) { name } }'),
    );
  });

  it('declares a String as required where the schema requires the ID', () => {
    expect(accepted('query($id: String) { submissionDownloadAuth(id: $id) { url } }')).toBe(
      normal('query($id: ID!) { submissionDownloadAuth(id: $id) { url } }'),
    );
  });

  it('leaves a String alone where the schema wants one', () => {
    const query = 'query($name: String!) { dataset(filename: $name) }';
    expect(accepted(query)).toBe(normal(query));
  });

  it('accepts what the official client sends to create a submission', () => {
    const query = `mutation($filename: String! $tournament: Int! $modelId: String $triggerId: String, $dataDatestamp: Int) {
      create_submission(filename: $filename tournament: $tournament modelId: $modelId triggerId: $triggerId
                        source: "numerapi" dataDatestamp: $dataDatestamp) { id }
    }`;
    expect(problems(query)).toEqual([]);
  });

  it('accepts the misspelt types Str and bool', () => {
    expect(problems('query($id: Str!) { model(modelId: $id) { name } }')).toEqual([]);
    expect(problems('query($all: bool!) { account { models(showArchived: $all) { id } } }')).toEqual([]);
  });

  it('does not forgive anything else', () => {
    expect(problems('query($n: String) { rounds(number: $n) { number } }')).toEqual([
      'Variable "$n" of type "String" used in position expecting type "Int".',
    ]);
    expect(problems('{ rounds { open_tme } }')[0]).toMatch(/^Cannot query field "openTme" on type "Round"/);
    expect(problems('{ createCryptoSubmission { id } }')[0]).toMatch(/^Cannot query field/);
  });
});

describe('toCamelCase', () => {
  it.each([
    ['return_1_day', 'return1Day'],
    ['return_13_weeks', 'return13Weeks'],
    ['submission_upload_auth', 'submissionUploadAuth'],
    ['number', 'number'],
    ['__typename', '__typename'],
  ])('%s is %s', (snake, camel) => {
    expect(toCamelCase(snake)).toBe(camel);
  });
});
