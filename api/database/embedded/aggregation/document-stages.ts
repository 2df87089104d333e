import { compileExpression } from './expressions.js';
import { formatValue } from '../values/format-value.js';
import { compileAddFields, compileStageProjection } from '../filters/project.js';
import { QueryError } from '../query-errors.js';
import { bsonType, isDocument, type Document } from '../values/values.js';

type TransformDocument = (document: Document, variables?: Document) => Document;

/** The stages that turn each document into one other: what pipeline-style updates may use. Undefined for any other name. */
export function compileDocumentStage(name: string, operand: unknown): TransformDocument | undefined {
  switch (name) {
    case '$project':
      return compileStageProjection(requireDocument(operand, name, 15969));
    case '$addFields':
    case '$set':
      return compileAddFields(requireDocument(operand, name, 40272));
    case '$unset':
      return compileUnset(operand);
    case '$replaceRoot': {
      const { newRoot } = requireDocument(operand, name, 40229);
      if (newRoot === undefined) throw new QueryError(40414, 'no newRoot specified for the $replaceRoot stage');
      return compileReplacement(newRoot, 'newRoot');
    }
    case '$replaceWith':
      return compileReplacement(operand, 'replacement document');
    default:
      return undefined;
  }
}

function requireDocument(operand: unknown, name: string, code: number): Document {
  if (isDocument(operand)) return operand;
  throw new QueryError(code, `${name} specification must be an object, got ${bsonType(operand)}`);
}

function compileUnset(operand: unknown): TransformDocument {
  const paths = Array.isArray(operand) ? (operand as unknown[]) : [operand];
  if (paths.length === 0) throw new QueryError(31119, '$unset specification must be a string or an array with at least one field');
  for (const path of paths) if (typeof path !== 'string') throw new QueryError(31002, '$unset specification must be a string or an array');
  return compileStageProjection(Object.fromEntries((paths as string[]).map((path) => [path, false])));
}

function compileReplacement(expression: unknown, title: string): TransformDocument {
  const evaluate = compileExpression(expression);
  return (document, variables) => {
    const value = evaluate(document, variables);
    if (isDocument(value)) return value;
    const shown = value === undefined ? 'MISSING' : formatValue(value);
    const type = value === undefined ? 'missing' : bsonType(value);
    throw new QueryError(
      40228,
      `'${title}' ${title === 'newRoot' ? 'expression' : ''} must evaluate to an object, but resulting value was: ${shown}. Type of resulting value: '${type}'. Input document: ${formatValue(document)}`,
    );
  };
}
