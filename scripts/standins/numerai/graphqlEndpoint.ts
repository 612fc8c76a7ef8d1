import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { buildSchema, type ExecutionResult, execute, GraphQLError, validate } from 'graphql';
import { type Answer, json } from './answer.ts';
import type { CallContext } from './callContext.ts';
import { camelCaseErrors } from './camelCaseErrors.ts';
import { type GraphqlRequest, readGraphqlRequest } from './graphqlRequest.ts';
import { HTTP_FAULTS, httpFault } from './httpFault.ts';
import { acceptLegacyNames } from './legacyNames.ts';
import { promoteQueued } from './promoteQueued.ts';
import { recordOf } from './requestLog.ts';
import { rootValue } from './rootValue.ts';
import { callerOf } from './tokens.ts';
import type { World } from './world.ts';

const SCHEMA = buildSchema(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'));

/** Answers a POST that holds a GraphQL document; every GraphQL error comes under HTTP 200. */
export async function answerGraphql(world: World, request: IncomingMessage, body: string): Promise<Answer> {
  const sent = readGraphqlRequest(body);
  if (!sent) return json(400, { errors: { detail: 'Bad Request' } });
  if (sent instanceof GraphQLError) return json(200, { errors: [sent.toJSON()] });
  const { operations, operationName, variables } = sent;
  world.requests.push(recordOf(request, { at: world.clock.now(), operations, operationName, variables }));
  const instead = world.faults.take(HTTP_FAULTS, operations);
  if (instead) return httpFault(instead, operations, world.options);

  const caller = callerOf(request.headers.authorization, world.options.tokens);
  const answer = json(200, await run(sent, { world, caller }));
  if (world.faults.take(['create-lost'], operations)) return { kind: 'drop' };
  return world.faults.take(['reset-mid-body'], operations) ? { ...answer, cut: true } : answer;
}

async function run(sent: GraphqlRequest, context: CallContext): Promise<ExecutionResult> {
  const { faults } = context.world;
  const inCamelCase = camelCaseErrors(sent.document, SCHEMA);
  if (inCamelCase.length > 0 && faults.take(['snake-case-only'], sent.operations))
    return { errors: inCamelCase };
  const document = acceptLegacyNames(sent.document, SCHEMA);
  const errors = validate(SCHEMA, document);
  if (errors.length > 0) return { errors };
  await promoteQueued(context.world);
  return execute({
    schema: SCHEMA,
    document,
    rootValue,
    contextValue: context,
    variableValues: sent.variables,
    operationName: sent.operationName,
  });
}
