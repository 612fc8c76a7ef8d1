import {
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isNonNullType,
  Kind,
  TypeInfo,
  type TypeNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Types the official client writes where the schema has another. */
const MISSPELT: Record<string, string> = { Str: 'String', bool: 'Boolean' };

/**
 * Accepts what the live server accepts from the official client: snake_case names of fields and arguments, which
 * are answered under the name that was sent, and `String` variables where the schema wants an `ID`.
 */
export function acceptLegacyNames(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const camel = visit(document, {
    Field: ({ name, alias, ...field }) => {
      const inCamelCase = toCamelCase(name.value);
      if (inCamelCase === name.value) return undefined;
      return { ...field, alias: alias ?? name, name: { ...name, value: inCamelCase } };
    },
    Argument: (argument) => renamed(argument, toCamelCase(argument.name.value)),
    NamedType: (type) => renamed(type, MISSPELT[type.name.value] ?? type.name.value),
  });
  return retypeIds(camel, schema);
}

/** `return_1_day` → `return1Day`; names that begin with an underscore are GraphQL's own. */
export function toCamelCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function renamed<T extends ASTNode & { readonly name: { readonly value: string } }>(
  node: T,
  value: string,
): T | undefined {
  return value === node.name.value ? undefined : { ...node, name: { ...node.name, value } };
}

/** Declares each `String` variable that stands where the schema has an `ID` as that `ID`. */
function retypeIds(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const wanted = idVariables(document, schema);
  return visit(document, {
    VariableDefinition: (definition) => {
      const type = wanted.get(definition.variable.name.value);
      return type && isString(definition.type)
        ? { ...definition, type: idType(definition.type, type) }
        : undefined;
    },
  });
}

/** The variables that are used as an `ID`, with the type of that place. */
function idVariables(document: DocumentNode, schema: GraphQLSchema): Map<string, GraphQLInputType> {
  const found = new Map<string, GraphQLInputType>();
  const types = new TypeInfo(schema);
  const note = {
    Variable: (node: { readonly name: { readonly value: string } }) => {
      const type = types.getInputType();
      if (type && getNamedType(type).name === 'ID') found.set(node.name.value, type);
    },
  };
  visit(document, visitWithTypeInfo(types, note));
  return found;
}

function isString(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isString(type.type);
  return type.kind === Kind.NAMED_TYPE && type.name.value === 'String';
}

function idType(declared: TypeNode, wanted: GraphQLInputType): TypeNode {
  const id = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'ID' } } as const;
  const required = declared.kind === Kind.NON_NULL_TYPE || isNonNullType(wanted);
  return required ? { kind: Kind.NON_NULL_TYPE, type: id } : id;
}
