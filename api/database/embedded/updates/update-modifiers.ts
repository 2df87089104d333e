import { formatValue } from '../values/format-value.js';
import { QueryError, badValue } from '../query-errors.js';
import { emptyDescription, type UpdateDescription } from './update-description.js';
import { updateOperators, type FieldOperator, type OperatorOptions } from './update-operators.js';
import {
  childOf,
  compareUpdatePaths,
  compileArrayFilters,
  readUpdatePath,
  refuseConflicts,
  resolvePath,
  setChild,
  walkTo,
  type ArrayFilters,
  type ConcretePath,
} from './update-paths.js';
import { identicalValues } from '../values/compare-values.js';
import { bsonType, cloneValue, isDocument, setField, type Document } from '../values/values.js';

interface Modification {
  path: string;
  parts: string[];
  operator: FieldOperator | { renamesFrom: string[] };
}

/** All modifications of an update, in the order in which MongoDB applies them. */
export interface Modifications {
  list: Modification[];
  filters: ArrayFilters;
}

export function compileModifications(update: Document, options: OperatorOptions & { arrayFilters?: Document[] }): Modifications {
  const filters = compileArrayFilters(options.arrayFilters ?? [], options.collation);
  const list = Object.entries(update).flatMap(([name, fields]) => compileOperator(name, fields, options));
  refuseConflicts(list.flatMap(({ path, operator }) => ('renamesFrom' in operator ? [operator.renamesFrom.join('.'), path] : [path])));
  refuseUnusedFilters(list, filters, update);
  return { list: list.sort((left, right) => compareUpdatePaths(left.parts, right.parts)), filters };
}

function compileOperator(name: string, fields: unknown, options: OperatorOptions): Modification[] {
  const compile = updateOperators[name];
  if (compile === undefined && name !== '$rename') {
    throw new QueryError(9, `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`);
  }
  if (!isDocument(fields)) {
    throw new QueryError(
      9,
      `Modifiers operate on fields but we found type ${bsonType(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${formatValue(fields)}}`,
    );
  }
  return Object.entries(fields).map(([path, operand]) => {
    if (compile === undefined) return compileRename(path, operand);
    return { path, parts: readUpdatePath(path), operator: compile(operand, path, options) };
  });
}

function compileRename(from: string, to: unknown): Modification {
  const shown = `${from}: ${formatValue(to)}`;
  if (typeof to !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${shown}`);
  if (from === to) throw badValue(`The source and target field for $rename must differ: ${shown}`);
  if (from.startsWith(`${to}.`) || to.startsWith(`${from}.`))
    throw badValue(`The source and target field for $rename must not be on the same path: ${shown}`);
  const source = readUpdatePath(from);
  const parts = readUpdatePath(to);
  if (source.some((part) => part.startsWith('$'))) throw badValue(`The source field for $rename may not be dynamic: ${from}`);
  if (parts.some((part) => part.startsWith('$'))) throw badValue(`The destination field for $rename may not be dynamic: ${to}`);
  return { path: to, parts, operator: { renamesFrom: source } };
}

function refuseUnusedFilters(list: Modification[], filters: ArrayFilters, update: Document): void {
  for (const identifier of filters.keys()) {
    if (list.some(({ parts }) => parts.includes(`$[${identifier}]`))) continue;
    throw new QueryError(9, `The array filter for identifier '${identifier}' was not used in the update ${formatValue(update)}`);
  }
}

/** One change that was made, at its place in the new document. */
interface Change {
  path: string;
  kind: 'updated' | 'removed';
  arrays: ConcretePath['arrays'];
}

/** Applies modifiers to a copy of the document and describes what really changed. */
export function applyModifications(
  { list, filters }: Modifications,
  original: Document,
  isInsert: boolean,
  positional: number | undefined,
): {
  document: Document;
  changed: boolean;
  description: UpdateDescription;
} {
  const document = cloneValue(original);
  const id = original['_id'] === undefined ? '{no id}' : `{_id: ${formatValue(original['_id'])}}`;
  const changes: Change[] = [];
  const touched: string[] = [];
  for (const { parts, operator } of list) {
    if ('renamesFrom' in operator) changes.push(...rename(document, operator.renamesFrom, parts, id));
    else if (isInsert || operator.onlyOnInsert !== true) {
      const paths = resolvePath(document, parts, filters, positional);
      refuseMeeting(touched, paths);
      for (const concrete of paths) changes.push(...applyOperator(document, concrete, operator, id));
    }
  }
  if (original['_id'] !== undefined && !identicalValues(original['_id'], document['_id'])) {
    const path = changes.find((change) => change.path === '_id' || change.path.startsWith('_id.'))?.path ?? '_id';
    throw new QueryError(66, `Performing an update on the path '${path}' would modify the immutable field '_id'`);
  }
  return { document, changed: changes.length > 0, description: describeChanges(changes, original, document) };
}

/** Positional parts may turn out to mean a place that another modification changes too. */
function refuseMeeting(touched: string[], paths: readonly ConcretePath[]): void {
  const own = paths.map(({ parts }) => parts.join('.'));
  for (const path of own) {
    const other = touched.find((each) => each === path || each.startsWith(`${path}.`) || path.startsWith(`${each}.`));
    if (other !== undefined) throw new QueryError(40, `Update created a conflict at '${other.length < path.length ? other : path}'`);
  }
  touched.push(...own);
}

function applyOperator(document: Document, { parts, arrays }: ConcretePath, operator: FieldOperator, id: string): Change[] {
  const walk = walkTo(document, parts);
  if (walk.kind === 'blocked') return refuseBlocked(parts, walk.position, walk.value, operator);
  if (walk.kind === 'missing' && !operator.creates) return [];
  const name = parts.at(-1) as string;
  const before = walk.kind === 'reached' ? childOf(walk.parent, name) : undefined;
  const outcome = operator.apply({ value: before, name, id });
  if (outcome === 'keep') return [];
  if (outcome === 'remove') return walk.kind === 'reached' ? removeChild(walk.parent, parts, arrays) : [];
  if (before !== undefined && outcome.countsAlways !== true && identicalValues(before, outcome.value)) return [];
  if (walk.kind === 'missing') return [createPath(document, parts, walk.position, outcome.value, arrays)];
  setChild(walk.parent, name, cloneValue(outcome.value));
  const path = parts.join('.');
  if (outcome.appended === undefined) return [{ path, kind: 'updated', arrays }];
  const length = (outcome.value as unknown[]).length;
  return Array.from({ length: outcome.appended }, (_, index) => ({
    path: `${path}.${length - (outcome.appended as number) + index}`,
    kind: 'updated' as const,
    arrays,
  }));
}

function refuseBlocked(parts: string[], position: number, value: unknown, operator: FieldOperator): Change[] {
  const shown = `{${parts[position - 1] ?? ''}: ${formatValue(value)}}`;
  const part = parts[position] ?? '';
  if (operator.creates) throw new QueryError(28, `Cannot create field '${part}' in element ${shown}`);
  if (operator.refusesBlockedPath)
    throw new QueryError(28, `Cannot use the part (${part}) of (${parts.join('.')}) to traverse the element (${shown})`);
  return [];
}

function removeChild(parent: Document | unknown[], parts: string[], arrays: ConcretePath['arrays']): Change[] {
  const name = parts.at(-1) as string;
  const path = parts.join('.');
  if (Array.isArray(parent)) {
    if (parent[Number(name)] === null) return [];
    // An element cannot go without moving its neighbours, so it becomes null.
    parent[Number(name)] = null;
    return [{ path, kind: 'updated', arrays }];
  }
  delete parent[name];
  return [{ path, kind: 'removed', arrays }];
}

/** Creates the missing documents down to the value; a change stream tells of the topmost new one. */
function createPath(
  document: Document,
  parts: readonly string[],
  position: number,
  value: unknown,
  arrays: ConcretePath['arrays'],
): Change {
  let created: unknown = cloneValue(value);
  for (const part of parts.slice(position + 1).reverse()) {
    const parent: Document = {};
    setField(parent, part, created);
    created = parent;
  }
  const walk = walkTo(document, parts.slice(0, position + 1));
  if (walk.kind !== 'reached') throw new QueryError(1, 'the parent of a created path exists');
  setChild(walk.parent, parts[position] as string, created);
  return { path: parts.slice(0, position + 1).join('.'), kind: 'updated', arrays };
}

function rename(document: Document, from: string[], to: string[], id: string): Change[] {
  refuseArrayOnPath(document, from, 'source', id);
  const source = walkTo(document, from);
  if (source.kind === 'blocked') {
    const shown = `{${from[source.position - 1] ?? ''}: ${formatValue(source.value)}}`;
    throw new QueryError(
      28,
      `cannot use the part (${from[source.position - 1] ?? ''} of ${from.join('.')}) to traverse the element (${shown})`,
    );
  }
  const value = source.kind === 'reached' ? childOf(source.parent, from.at(-1) as string) : undefined;
  if (source.kind !== 'reached' || value === undefined) return [];
  refuseArrayOnPath(document, to, 'destination', id);
  const written = applyOperator(document, { parts: to, arrays: [] }, { creates: true, apply: () => ({ value }) }, id);
  return [...written, ...removeChild(source.parent, from, [])];
}

function refuseArrayOnPath(document: Document, parts: string[], end: 'source' | 'destination', id: string): void {
  let value: unknown = document;
  for (const [index, part] of parts.entries()) {
    if (Array.isArray(value)) {
      throw badValue(
        `The ${end} field cannot be an array element, '${parts.join('.')}' in doc with ${id.slice(1, -1)} has an array field called '${parts[index - 1] ?? ''}'`,
      );
    }
    value = childOf(value, part);
  }
}

/** With one element of a spread array changed, that element is told; with several, the array as a whole. */
function describeChanges(changes: Change[], original: Document, document: Document): UpdateDescription {
  const description = emptyDescription();
  const removed = new Set<string>();
  const updated = new Set<string>();
  const spreads = new Map<string, Set<string>>();
  for (const { path, kind, arrays } of changes) {
    const spread = arrays.find((array) => array.matches > 1);
    if (spread) {
      const element = path.slice(0, `${path}.`.indexOf('.', spread.path.length + 1));
      spreads.set(spread.path, (spreads.get(spread.path) ?? new Set()).add(element));
    } else if (kind === 'removed') removed.add(path);
    else updated.add(path);
  }
  for (const [array, elements] of spreads) {
    if (elements.size > 1) updated.add(array);
    else for (const element of elements) updated.add(element);
  }
  const valueAt = (from: Document, path: string): unknown => path.split('.').reduce<unknown>(childOf, from);
  // Existing fields are told before new ones, as in MongoDB's oplog.
  const paths = [...updated].filter((path) => ![...updated].some((other) => path.startsWith(`${other}.`)));
  const existing = paths.filter((path) => valueAt(original, path) !== undefined);
  for (const path of [...existing, ...paths.filter((each) => !existing.includes(each))])
    setField(description.updatedFields, path, valueAt(document, path));
  description.removedFields.push(...removed);
  return description;
}
