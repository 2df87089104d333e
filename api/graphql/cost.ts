import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { AppError } from './errors.js';

/** What one operation may cost at most. The web client's dearest is about a tenth of it. */
export const costBudget = 10_000;

/** A page is a database command of its own, an object is work in memory. */
const pageWeight = 10;
const objectWeight = 1;
/** Pages are refused above that (pageSize), so that a larger number costs no more. */
const largestPage = 100;
/** What `messages` takes without a size, and about what lists hold that are not paged. */
const sizeByDefault = 50;
const listSize = 10;

type Variables = Readonly<Record<string, unknown>>;

/**
 * What an operation costs at most: its objects, multiplied by the sizes of the pages and lists they are in. Fields without fields are free. The
 * document must have passed validation, whose limit on selections bounds the work here, too.
 */
export function measureCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const defaults = new Map(operation.variableDefinitions?.map((definition) => [definition.variable.name.value, definition.defaultValue]));
  return costOf(operation.selectionSet, schema.getRootType(operation.operation));

  function costOf(set: SelectionSetNode | undefined, parent: GraphQLNamedType | null | undefined): number {
    let sum = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) sum += costOfField(selection, parent);
      else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = fragment?.typeCondition?.name.value;
        sum += costOf(fragment?.selectionSet, condition === undefined ? parent : schema.getType(condition));
      }
    }
    return sum;
  }

  function costOfField(node: FieldNode, parent: GraphQLNamedType | null | undefined): number {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field || !isCompositeType(getNamedType(field.type))) return 0;
    const inside = costOf(node.selectionSet, getNamedType(field.type));
    if (field.args.some(({ name }) => name === 'first')) return pageWeight + sizeOfPage(node, field) * inside;
    // The edges of a connection are counted as the size of its page.
    const isList = isListType(getNullableType(field.type)) && !parent?.name.endsWith('Connection');
    return objectWeight + (isList ? listSize : 1) * inside;
  }

  function sizeOfPage(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const given = ['first', 'last'].map((name) => numberIn(node, name)).filter((size) => size !== undefined);
    const byDefault: unknown = field.args.find(({ name }) => name === 'first')?.defaultValue;
    const size = given.length > 0 ? Math.max(...given) : typeof byDefault === 'number' ? byDefault : sizeByDefault;
    return Math.min(Math.max(size, 1), largestPage);
  }

  function numberIn(node: FieldNode, argument: string): number | undefined {
    let value = node.arguments?.find(({ name }) => name.value === argument)?.value;
    if (value?.kind === Kind.VARIABLE) {
      const given = variables[value.name.value];
      if (given !== undefined) return typeof given === 'number' ? given : undefined;
      value = defaults.get(value.name.value);
    }
    return value?.kind === Kind.INT ? Number(value.value) : undefined;
  }
}

/** COST_EXCEEDED, with cost and budget, or null. */
export function findCostRefusal(cost: number, budget: number): AppError | null {
  if (cost <= budget) return null;
  return new AppError('COST_EXCEEDED', `The operation costs up to ${cost}; at most ${budget} is allowed. Ask for smaller pages.`, {
    cost,
    budget,
  });
}
