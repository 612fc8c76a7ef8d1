import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What a server that knows snake_case only says of a document: one error for each field in camelCase. */
export function camelCaseErrors(document: DocumentNode, schema: GraphQLSchema): GraphQLError[] {
  const errors: GraphQLError[] = [];
  const types = new TypeInfo(schema);
  const note = visitWithTypeInfo(types, {
    Field: (node) => {
      if (!/[A-Z]/.test(node.name.value)) return;
      const message = `Cannot query field "${node.name.value}" on type "${types.getParentType()?.name}".`;
      errors.push(new GraphQLError(message, { nodes: node }));
    },
  });
  visit(document, note);
  return errors;
}
