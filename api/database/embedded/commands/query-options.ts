import { readDocument } from '../values/bson-documents.js';
import { evaluateExpression } from '../aggregation/expressions.js';
import { type Query } from '../queries/query.js';
import { type Document } from '../values/values.js';

/** Options that queries and write statements share; a statement's own come before the command's. */
export function readHintAndCollation(statement: Document, command: Document): Pick<Query, 'hint' | 'collation' | 'variables'> {
  const collation = readDocument(statement, 'collation') ?? readDocument(command, 'collation');
  const variables = evaluateVariables(readDocument(command, 'let'));
  const hint = statement['hint'];
  return { ...(hint !== undefined && { hint }), ...(collation && { collation }), ...(variables && { variables }) };
}

/** The values of `let` are expressions, evaluated once for the command. */
export function evaluateVariables(variables: Document | undefined): Document | undefined {
  if (variables === undefined) return undefined;
  return Object.fromEntries(Object.entries(variables).map(([name, expression]) => [name, evaluateExpression(expression, {})]));
}
