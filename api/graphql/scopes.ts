import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { forbidden, type AppError } from './errors.js';

const directiveName = 'session';

type Parent = GraphQLNamedType | null | undefined;

/** The scope that an operation needs. What a mutation answers may be read with it. */
const scopeOf = { query: 'READ', subscription: 'READ', mutation: 'WRITE' } as const satisfies Record<OperationTypeNode, string>;

/**
 * FORBIDDEN where a token of these scopes may not run the operation, else null: by the kind of the operation, and where it selects, however deep,
 * a field that schema.graphql marks with @session. `null` is a session, which may do everything. Checked before anything runs, the same for every
 * way in; fields under @skip and @include count as selected. The document must have passed validation.
 */
export function findScopeRefusal(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  scopes: readonly string[] | null,
): AppError | null {
  if (scopes === null) return null;
  const needed = scopeOf[operation.operation];
  const reserved = findReservedField(schema, document, operation);
  if (reserved !== null) return forbidden(`${reserved} needs a session: an access token is not enough. Sign in.`);
  if (scopes.includes(needed)) return null;
  return forbidden(`A ${operation.operation} needs the scope ${needed}; this access token has ${scopes.join(' and ') || 'none'}.`);
}

/** `Type.field` of the first field in an operation that is for sessions alone. */
function findReservedField(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): string | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // Each is looked at once, however often it is spread.
  const seen = new Set<string>();
  return search(operation.selectionSet, schema.getRootType(operation.operation));

  function search(set: SelectionSetNode, parent: Parent): string | null {
    for (const selection of set.selections) {
      const found = selection.kind === Kind.FIELD ? searchField(selection, parent) : searchFragment(selection, parent);
      if (found !== null) return found;
    }
    return null;
  }

  function searchField({ name, selectionSet }: FieldNode, parent: Parent): string | null {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name.value] : undefined;
    // Introspection: __typename, __schema, __type.
    if (!field || !parent) return null;
    if (isReserved(field)) return `${parent.name}.${name.value}`;
    return selectionSet ? search(selectionSet, getNamedType(field.type)) : null;
  }

  function searchFragment(spread: InlineFragmentNode | FragmentSpreadNode, parent: Parent): string | null {
    if (spread.kind === Kind.INLINE_FRAGMENT) {
      const condition = spread.typeCondition?.name.value;
      return search(spread.selectionSet, condition === undefined ? parent : schema.getType(condition));
    }
    const fragment = fragments.get(spread.name.value);
    if (!fragment || seen.has(fragment.name.value)) return null;
    seen.add(fragment.name.value);
    return search(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
  }
}

function isReserved({ astNode }: GraphQLField<unknown, unknown>): boolean {
  return astNode?.directives?.some(({ name }) => name.value === directiveName) ?? false;
}
