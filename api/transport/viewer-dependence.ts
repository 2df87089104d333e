import {
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

const directiveName = 'viewerDependent';

/**
 * Whether what a subscription answers to an event depends on who looks: true where its selection, for an event of the concrete type
 * `typeName` (as the root field returns it), reaches a field that schema.graphql marks with @viewerDependent. Fields under @skip and
 * @include count as selected. A document that cannot be decided is viewer-dependent.
 */
export function dependsOnViewer(schema: GraphQLSchema, document: DocumentNode, operationName: string | null, typeName: string): boolean {
  const operation = getOperationAST(document, operationName);
  const root = schema.getSubscriptionType();
  const type = schema.getType(typeName);
  if (!operation || !root || !isObjectType(type)) return true;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const fields = fieldsOn(operation.selectionSet, root);
  return [...fields].some((field) => {
    const definition = root.getFields()[field.name.value];
    return !definition || isMarked(definition) || (field.selectionSet !== undefined && anyMarked(field.selectionSet, type));
  });

  function anyMarked(selections: SelectionSetNode, parent: GraphQLObjectType): boolean {
    for (const field of fieldsOn(selections, parent)) {
      if (field.name.value === '__typename') continue;
      const definition = parent.getFields()[field.name.value];
      if (!definition || isMarkedAnywhere(definition, parent)) return true;
      if (field.selectionSet && possibleTypes(definition).some((type) => anyMarked(field.selectionSet ?? selections, type))) return true;
    }
    return false;
  }

  /** The fields that a selection has on an object of that type, through fragments and whatever their aliases. */
  function* fieldsOn(selections: SelectionSetNode, parent: GraphQLObjectType): Generator<FieldNode> {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) {
        yield selection;
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment && applies(fragment.typeCondition?.name.value, parent)) yield* fieldsOn(fragment.selectionSet, parent);
    }
  }

  function applies(condition: string | undefined, parent: GraphQLObjectType): boolean {
    if (condition === undefined || condition === parent.name) return true;
    const type = schema.getType(condition);
    return isAbstractType(type) && schema.isSubType(type, parent);
  }

  function possibleTypes(definition: GraphQLField<unknown, unknown>): readonly GraphQLObjectType[] {
    const type = getNamedType(definition.type);
    if (!isCompositeType(type)) return [];
    return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
  }
}

/** Marked on the type itself, or on an interface that the type has the field from. */
function isMarkedAnywhere(definition: GraphQLField<unknown, unknown>, parent: GraphQLObjectType): boolean {
  return (
    isMarked(definition) ||
    parent.getInterfaces().some((type) => {
      const inherited = isInterfaceType(type) ? type.getFields()[definition.name] : undefined;
      return inherited !== undefined && isMarked(inherited);
    })
  );
}

function isMarked({ astNode }: GraphQLField<unknown, unknown>): boolean {
  return astNode?.directives?.some(({ name }) => name.value === directiveName) ?? false;
}
