import { type DocumentNode, type GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import * as z from 'zod';
import { toCamelCase } from './legacyNames.ts';

const Body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** A GraphQL request that could be read. */
export interface GraphqlRequest {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  /** Root fields that it asks for, in camelCase. */
  readonly operations: readonly string[];
}

/** @returns undefined for a body that is no GraphQL request at all, the error for a document that cannot be parsed */
export function readGraphqlRequest(body: string): GraphqlRequest | GraphQLError | undefined {
  const sent = Body.safeParse(parseJson(body));
  if (!sent.success) return undefined;
  try {
    const document = parse(sent.data.query);
    const chosen = operationOf(document, sent.data.operationName);
    return {
      document,
      variables: sent.data.variables ?? {},
      operationName: sent.data.operationName ?? chosen?.name?.value,
      operations: rootFields(chosen).map(toCamelCase),
    };
  } catch (error) {
    return error as GraphQLError;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function operationOf(document: DocumentNode, name: string | null | undefined) {
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return name ? operations.find((operation) => operation.name?.value === name) : operations[0];
}

function rootFields(operation: OperationDefinitionNode | undefined): string[] {
  const selections = operation?.selectionSet.selections ?? [];
  return selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));
}
