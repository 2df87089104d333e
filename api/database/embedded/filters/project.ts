import { compileExpression, isExpressionName } from '../aggregation/expressions.js';
import { isTruthy } from '../aggregation/expression-logic.js';
import { compileElemMatchTest, matchWithPositions } from './match.js';
import {
  computeFields,
  createNode,
  excludeFields,
  includeFields,
  isNode,
  type ProjectionLeaf,
  type ProjectionNode,
} from './projection-tree.js';
import { QueryError } from '../query-errors.js';
import { entriesOf, fieldOf, isDocument, isNumber, numericValue, setField, type Document } from '../values/values.js';

type Project = (document: Document, variables?: Document) => Document;
type Transform = (document: Document, original: Document) => Document;

/** What reading a projection gathers before it is known to include or to exclude. */
interface Reading {
  root: ProjectionNode;
  mode: 'include' | 'exclude' | undefined;
  idMode: 'include' | 'exclude' | undefined;
  transforms: Transform[];
  filter: Document | undefined;
  /** `$slice`, `$elemMatch` and `$` are find's; in a pipeline `$slice` is an expression. */
  isFind: boolean;
}

/**
 * Compiles a find projection: inclusion or exclusion, `$slice`, `$elemMatch`, the positional `path.$` (which needs the filter), and computed
 * fields. Throws 31253/31254 for a mixture, 31249/31250 for colliding paths, 51246 when `$` finds no element.
 */
export function compileProjection(projection: Document, filter?: Document): Project {
  if (Object.keys(projection).length === 0) return (document) => document;
  return compileReading(readProjection(projection, true, filter));
}

/** Compiles a pipeline's `$project`. */
export function compileStageProjection(projection: Document): Project {
  if (Object.keys(projection).length === 0) {
    throw new QueryError(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  }
  return compileReading(readProjection(projection, false, undefined));
}

/** Compiles `$addFields` and `$set`: every value is an expression. */
export function compileAddFields(fields: Document): Project {
  const root = createNode();
  for (const [path, value] of entriesOf(fields)) addComputed(root, path, value);
  root.hasComputed = true;
  return (document, variables = {}) => computeFields(root, document, { root: document, variables });
}

function addComputed(root: ProjectionNode, path: string, value: unknown): void {
  if (isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$')) {
    for (const [name, inner] of entriesOf(value)) addComputed(root, `${path}.${name}`, inner);
    return;
  }
  addLeaf(root, path, { evaluate: toEvaluate(value) });
}

function toEvaluate(expression: unknown): (scope: { root: unknown; variables: Document }) => unknown {
  const evaluate = compileExpression(expression);
  return (scope) => evaluate(scope.root, scope.variables);
}

function readProjection(projection: Document, isFind: boolean, filter: Document | undefined): Reading {
  const reading: Reading = { root: createNode(), mode: undefined, idMode: undefined, transforms: [], filter, isFind };
  for (const [path, value] of entriesOf(projection)) readField(reading, path, value);
  return reading;
}

function readField(reading: Reading, path: string, value: unknown): void {
  if (reading.isFind && path.endsWith('.$')) return readPositional(reading, path.slice(0, -2));
  if (typeof value === 'boolean' || isNumber(value)) return readFlag(reading, path, isTruthy(value));
  if (isDocument(value)) {
    const [operator] = Object.keys(value);
    if (operator === undefined) throw new QueryError(51270, `An empty sub-projection is not a valid value. Found empty object at path`);
    if (reading.isFind && operator === '$slice') return readSlice(reading, path, value['$slice']);
    if (reading.isFind && operator === '$elemMatch') return readElemMatch(reading, path, value['$elemMatch']);
    if (operator.startsWith('$') && !isExpressionName(operator)) {
      throw new QueryError(31325, `${reading.isFind ? '' : 'Invalid $project :: caused by :: '}Unknown expression ${operator}`);
    }
    if (!operator.startsWith('$')) {
      for (const [name, inner] of entriesOf(value)) readField(reading, `${path}.${name}`, inner);
      return;
    }
  }
  requireMode(reading, path, 'include');
  addLeaf(reading.root, path, { evaluate: toEvaluate(value) });
}

function readFlag(reading: Reading, path: string, included: boolean): void {
  const mode = included ? 'include' : 'exclude';
  if (path === '_id') reading.idMode = mode;
  else requireMode(reading, path, mode);
  if (path !== '_id' || included) addLeaf(reading.root, path, mode);
}

function requireMode(reading: Reading, path: string, mode: 'include' | 'exclude'): void {
  reading.mode ??= mode;
  if (reading.mode === mode) return;
  const prefix = reading.isFind ? '' : 'Invalid $project :: caused by :: ';
  if (mode === 'include') throw new QueryError(31253, `${prefix}Cannot do inclusion on field ${path} in exclusion projection`);
  throw new QueryError(31254, `${prefix}Cannot do exclusion on field ${path} in inclusion projection`);
}

function readPositional(reading: Reading, path: string): void {
  const { filter } = reading;
  if (filter === undefined) throw new QueryError(51246, "positional operator '.$' needs a query");
  requireMode(reading, path, 'include');
  addLeaf(reading.root, path, 'include');
  reading.transforms.push((document, original) => {
    const { arrayIndex } = matchWithPositions(filter, original);
    return changeArrays(document, path.split('.'), (array) => {
      if (arrayIndex === undefined || arrayIndex >= array.length) {
        throw new QueryError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      }
      return [array[arrayIndex]];
    });
  });
}

function readSlice(reading: Reading, path: string, operand: unknown): void {
  const [skip, limit] = readSliceOperand(operand);
  // In an exclusion everything stays anyway; whether this is one is known only at the end.
  reading.transforms.push((document) => changeArrays(document, path.split('.'), (array) => sliceArray(array, skip, limit)));
  addLeaf(reading.root, path, 'include');
}

function readSliceOperand(operand: unknown): [number | undefined, number] {
  if (Array.isArray(operand)) {
    const [skip, limit] = (operand as unknown[]).map(numericValue);
    if (operand.length !== 2 || skip === undefined || limit === undefined) {
      throw new QueryError(
        28667,
        `Invalid $slice syntax. The given syntax { $slice: ${JSON.stringify(operand)} } did not match the find() syntax because :: Location31272: $slice array argument should be of form [skip, limit] :: The given syntax did not match the expression $slice syntax. :: caused by :: Expression $slice takes at least 2 arguments, and at most 3, but ${operand.length} were passed in.`,
      );
    }
    if (!(limit > 0)) throw new QueryError(28724, 'First argument to $slice must be an array, but is of type: int');
    return [skip, limit];
  }
  if (!isNumber(operand)) throw new QueryError(28667, 'Invalid $slice syntax. $slice only supports numbers and [skip, limit] arrays');
  return [undefined, numericValue(operand)];
}

function sliceArray(array: unknown[], skip: number | undefined, limit: number): unknown[] {
  if (skip === undefined) return limit >= 0 ? array.slice(0, limit) : array.slice(limit);
  const start = skip < 0 ? Math.max(0, array.length + skip) : skip;
  return array.slice(start, start + limit);
}

function readElemMatch(reading: Reading, path: string, operand: unknown): void {
  if (!isDocument(operand)) throw new QueryError(31274, `elemMatch: Invalid argument, object required, but got ${typeof operand}`);
  if (path.includes('.')) throw new QueryError(31275, `Cannot use $elemMatch projection on a nested field`);
  requireMode(reading, path, 'include');
  const test = compileElemMatchTest(operand);
  const evaluate = ({ root }: { root: unknown }): unknown => {
    const value = isDocument(root) ? fieldOf(root, path) : undefined;
    const index = Array.isArray(value) ? value.findIndex((item) => test(item)) : -1;
    return index < 0 ? undefined : [(value as unknown[])[index]];
  };
  addLeaf(reading.root, path, { evaluate });
}

function addLeaf(root: ProjectionNode, path: string, leaf: ProjectionLeaf): void {
  const parts = path.split('.');
  if (path === '') throw new QueryError(40352, 'FieldPath cannot be constructed with empty string');
  if (parts.at(-1) === '') throw new QueryError(40353, "FieldPath must not end with a '.'.");
  if (parts.includes('')) throw new QueryError(15998, 'FieldPath field names may not be empty strings.');
  const dollar = parts.find((part) => part.startsWith('$'));
  if (dollar !== undefined)
    throw new QueryError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  let node = root;
  for (const [index, part] of parts.entries()) {
    const child = node.fields.get(part);
    const isLast = index === parts.length - 1;
    if (child !== undefined && (isLast || !isNode(child))) {
      throw isLast
        ? new QueryError(31250, `Path collision at ${path}`)
        : new QueryError(31249, `Path collision at ${path} remaining portion ${parts.slice(index + 1).join('.')}`);
    }
    if (typeof leaf === 'object') node.hasComputed = true;
    if (isLast) node.fields.set(part, leaf);
    else if (isNode(child)) node = child;
    else {
      const created = createNode();
      node.fields.set(part, created);
      node = created;
    }
  }
}

function compileReading(reading: Reading): Project {
  const { root, transforms, idMode } = reading;
  const hasSliceOnly = reading.mode === undefined && transforms.length > 0;
  const mode = reading.mode ?? (hasSliceOnly ? (idMode === 'include' ? 'include' : 'exclude') : (idMode ?? 'exclude'));
  const project = mode === 'include' ? compileInclusion(root, idMode) : compileExclusion(root, idMode);
  if (transforms.length === 0) return project;
  return (document, variables) => transforms.reduce((result, transform) => transform(result, document), project(document, variables));
}

function compileInclusion(root: ProjectionNode, idMode: Reading['idMode']): Project {
  if (idMode !== 'exclude' && !root.fields.has('_id')) root.fields.set('_id', 'include');
  return (document, variables = {}) => {
    const kept = includeFields(root, document);
    return root.hasComputed ? computeFields(root, kept, { root: document, variables }) : kept;
  };
}

function compileExclusion(root: ProjectionNode, idMode: Reading['idMode']): Project {
  if (idMode === 'exclude') root.fields.set('_id', 'exclude');
  return (document) => excludeFields(root, document);
}

/** Applies a change to the array at the end of a path, also inside documents of arrays on the way; anything else is left as it is. */
function changeArrays(document: Document, parts: string[], change: (array: unknown[]) => unknown[]): Document {
  const [part = '', ...rest] = parts;
  const value = fieldOf(document, part);
  if (value === undefined) return document;
  const copy = { ...document };
  setField(copy, part, changeValue(value, rest, change));
  return copy;
}

function changeValue(value: unknown, rest: string[], change: (array: unknown[]) => unknown[]): unknown {
  if (rest.length === 0) return Array.isArray(value) ? change(value as unknown[]) : value;
  if (Array.isArray(value)) return value.map((item) => changeValue(item, rest, change));
  return isDocument(value) ? changeArrays(value, rest, change) : value;
}
