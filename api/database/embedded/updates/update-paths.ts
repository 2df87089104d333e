import { formatValue } from '../values/format-value.js';
import { compileMatch } from '../filters/match.js';
import { arrayIndexOf } from '../values/paths.js';
import { QueryError, badValue } from '../query-errors.js';
import { compareText } from '../values/compare-values.js';
import { fieldOf, isDocument, setField, type Document } from '../values/values.js';

/** Tests array elements for each identifier of `$[identifier]`. */
export type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>;

const mostFillerElements = 1_500_000;

/** Splits an update path; throws 56 for empty names, 52 for a `$` name at the start, 2 for a positional operator at the start. */
export function readUpdatePath(path: string): string[] {
  if (path === '') throw new QueryError(56, 'An empty update path is not valid.');
  const parts = path.split('.');
  if (parts.includes('')) throw new QueryError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  const [first = ''] = parts;
  if (first === '$') throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  if (isArrayPart(first))
    throw badValue(`Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path}'`);
  if (first.startsWith('$')) {
    throw new QueryError(
      52,
      `The dollar ($) prefixed field '${first}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  if (parts.filter((part) => part === '$').length > 1) throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`);
  return parts;
}

function isArrayPart(part: string): boolean {
  return part.startsWith('$[') && part.endsWith(']');
}

/** The order in which MongoDB applies updates: by name, array indexes by number. */
export function compareUpdatePaths(left: readonly string[], right: readonly string[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [a, b] = [left[index] as string, right[index] as string];
    const [indexA, indexB] = [arrayIndexOf(a), arrayIndexOf(b)];
    const order = indexA >= 0 && indexB >= 0 ? indexA - indexB : compareText(a, b);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Throws 40 when one path is another or lies above it. */
export function refuseConflicts(paths: readonly string[]): void {
  const seen = new Set<string>();
  const above = new Set<string>();
  for (const path of paths) {
    const prefixes = path.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'));
    const conflict = above.has(path) ? path : prefixes.find((prefix) => seen.has(prefix));
    if (conflict !== undefined) throw new QueryError(40, `Updating the path '${path}' would create a conflict at '${conflict}'`);
    seen.add(path);
    for (const prefix of prefixes) above.add(prefix);
  }
}

/** Compiles `arrayFilters`; throws 9 or 2 for filters without exactly one valid identifier. */
export function compileArrayFilters(filters: readonly Document[], collation?: Document): ArrayFilters {
  const compiled = new Map<string, (element: unknown) => boolean>();
  for (const filter of filters) {
    const identifier = identifierOf(filter);
    if (compiled.has(identifier)) throw new QueryError(9, `Found multiple array filters with the same top-level field name ${identifier}`);
    const test = compileMatch(filter, { ...(collation && { collation }) });
    compiled.set(identifier, (element) => test({ [identifier]: element }));
  }
  return compiled;
}

function identifierOf(filter: Document): string {
  const names = [...new Set(topNames(filter))];
  const [first, second] = names;
  if (first === undefined) throw new QueryError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
  const failure = 'Error parsing array filter :: caused by ::';
  if (second !== undefined) throw new QueryError(9, `${failure} Expected a single top-level field name, found '${first}' and '${second}'`);
  if (!/^[a-z][A-Za-z0-9]*$/.test(first)) {
    throw badValue(
      `${failure} The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${first}'`,
    );
  }
  return first;
}

function topNames(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] as string];
    return Array.isArray(value) ? (value as unknown[]).flatMap((branch) => (isDocument(branch) ? topNames(branch) : [])) : [];
  });
}

/** A path with its positional parts replaced by indexes; `arrays` tells the paths of the spread arrays and how many elements each matched. */
export interface ConcretePath {
  parts: string[];
  arrays: { path: string; matches: number }[];
}

/** Replaces `$`, `$[]` and `$[id]` by the indexes they stand for in this document. */
export function resolvePath(
  document: Document,
  parts: readonly string[],
  filters: ArrayFilters,
  positional: number | undefined,
): ConcretePath[] {
  const path = parts.join('.');
  let found: (ConcretePath & { value: unknown })[] = [{ parts: [], arrays: [], value: document }];
  for (const part of parts) {
    found = found.flatMap((entry) => {
      if (part === '$') {
        if (positional === undefined) throw badValue('The positional operator did not find the match needed from the query.');
        return [extend(entry, String(positional))];
      }
      return isArrayPart(part) ? spread(entry, part.slice(2, -1), filters, path) : [extend(entry, part)];
    });
  }
  return found;
}

function extend(entry: ConcretePath & { value: unknown }, part: string): ConcretePath & { value: unknown } {
  return { parts: [...entry.parts, part], arrays: entry.arrays, value: childOf(entry.value, part) };
}

function spread(
  entry: ConcretePath & { value: unknown },
  identifier: string,
  filters: ArrayFilters,
  path: string,
): (ConcretePath & { value: unknown })[] {
  const test = identifier === '' ? () => true : filters.get(identifier);
  if (test === undefined) throw badValue(`No array filter found for identifier '${identifier}' in path '${path}'`);
  const arrayPath = entry.parts.join('.');
  if (entry.value === undefined) throw badValue(`The path '${arrayPath}' must exist in the document in order to apply array updates.`);
  if (!Array.isArray(entry.value)) {
    throw badValue(`Cannot apply array updates to non-array element ${entry.parts.at(-1) ?? ''}: ${formatValue(entry.value)}`);
  }
  const indexes = [...(entry.value as unknown[]).keys()].filter((index) => test((entry.value as unknown[])[index]));
  const arrays = [...entry.arrays, { path: arrayPath, matches: indexes.length }];
  return indexes.map((index) => ({ ...extend(entry, String(index)), arrays }));
}

/** A document's field or an array's element, undefined when there is none. */
export function childOf(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return arrayIndexOf(part) < 0 ? undefined : (value as unknown[])[arrayIndexOf(part)];
  return isDocument(value) ? fieldOf(value, part) : undefined;
}

/** Where a walk along a path ended: at the parent of the last part, at the first missing part, or at a value in the way. */
export type Walk =
  | { kind: 'reached'; parent: Document | unknown[] }
  | { kind: 'missing'; parent: Document | unknown[]; position: number }
  | { kind: 'blocked'; position: number; value: unknown };

export function walkTo(document: Document, parts: readonly string[]): Walk {
  let parent: Document | unknown[] = document;
  for (let position = 0; position < parts.length; position += 1) {
    const part = parts[position] as string;
    if (Array.isArray(parent) && arrayIndexOf(part) < 0) return { kind: 'blocked', position, value: parent };
    if (position === parts.length - 1) return { kind: 'reached', parent };
    const child = childOf(parent, part);
    if (child === undefined) return { kind: 'missing', parent, position };
    if (!Array.isArray(child) && !isDocument(child)) return { kind: 'blocked', position: position + 1, value: child };
    parent = child as Document | unknown[];
  }
  throw new QueryError(1, 'an update path has at least one part');
}

/** Writes into a document or an array; an array grows with nulls up to the index. Throws 34 beyond 1,500,000 of them. */
export function setChild(parent: Document | unknown[], part: string, value: unknown): void {
  if (!Array.isArray(parent)) return setField(parent, part, value);
  const index = arrayIndexOf(part);
  if (index - parent.length > mostFillerElements) throw new QueryError(34, `can't backfill more than ${mostFillerElements} elements`);
  while (parent.length < index) parent.push(null);
  parent[index] = value;
}
