import { getOperationAST, Kind, visit, type DocumentNode, type OperationDefinitionNode } from 'graphql';

const cursorArgument = 'after';

export interface Operation {
  /** The text of the document. */
  readonly query: string;
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  /** What the viewer's token is good for: whoever may see other fields is in another group. */
  readonly scope: string;
}

/**
 * The same for subscriptions that answer every event alike, the viewer aside: equal text, operation, scope and variables. The
 * variable that is the root field's cursor, and nothing else, does not count, nor do variables that the operation does not declare.
 */
export function groupKeyOf({ query, document, operationName, variables, scope }: Operation): string {
  const operation = getOperationAST(document, operationName);
  if (!operation) return JSON.stringify([scope, query, operationName]);
  const cursor = cursorVariableOf(document, operation);
  const counted = (operation.variableDefinitions ?? []).flatMap(({ variable }) => {
    const name = variable.name.value;
    // A variable that is left out takes its default, one that is null does not.
    return name === cursor || !variables || !Object.hasOwn(variables, name) ? [] : [[name, variables[name]]];
  });
  return JSON.stringify([scope, query, operationName ?? null, counted]);
}

/** Documents are kept parsed, and many subscribe with the same one. */
const cursorVariables = new WeakMap<OperationDefinitionNode, string | null>();

function cursorVariableOf(document: DocumentNode, operation: OperationDefinitionNode): string | null {
  let name = cursorVariables.get(operation);
  if (name === undefined) cursorVariables.set(operation, (name = findCursorVariable(document, operation)));
  return name;
}

function findCursorVariable(document: DocumentNode, operation: OperationDefinitionNode): string | null {
  const [root] = operation.selectionSet.selections;
  if (operation.selectionSet.selections.length !== 1 || root?.kind !== Kind.FIELD) return null;
  const value = root.arguments?.find((argument) => argument.name.value === cursorArgument)?.value;
  if (value?.kind !== Kind.VARIABLE) return null;
  const name = value.name.value;
  return countUses(document, name) === 1 ? name : null;
}

/** Uses of a variable in a whole document, its declarations aside. */
function countUses(document: DocumentNode, name: string): number {
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => {
      if (node.name.value === name) uses += 1;
    },
  });
  return uses;
}
