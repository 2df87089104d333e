import { compileCollation } from '../values/collation.js';
import { indexValues } from '../values/paths.js';
import { badValue, QueryError } from '../query-errors.js';
import { compareText, compareValues, type CompareStrings } from '../values/compare-values.js';
import { isDocument, isNumber, numericValue, type Document } from '../values/values.js';

interface SortField {
  path: string;
  direction: 1 | -1;
}

/** A sort with its keys apart from its comparison, so that a long list computes each document's key once. */
export interface CompiledSort {
  keyOf: (document: Document) => unknown[];
  compareKeys: (left: unknown[], right: unknown[]) => number;
}

/**
 * Compiles a sort specification for single comparisons; `$natural` and `$meta` fields count as equal. An array sorts by its lowest element
 * when ascending and its highest when descending, a missing field like null, an empty array before null.
 * Throws 15974/15975 for a direction other than 1 and -1, 2 for parallel arrays (when a document has them).
 */
export function compileSort(sort: Document | undefined, collation?: Document): (left: Document, right: Document) => number {
  const { keyOf, compareKeys } = compileSortKeys(sort, collation);
  return (left, right) => compareKeys(keyOf(left), keyOf(right));
}

export function compileSortKeys(sort: Document | undefined, collation?: Document): CompiledSort {
  const fields = readSort(sort ?? {});
  const compareStrings = compileCollation(collation) ?? compareText;
  const compareKeys = (left: unknown[], right: unknown[]): number => {
    for (let index = 0; index < fields.length; index += 1) {
      const order = compareValues(left[index], right[index], compareStrings);
      if (order !== 0) return order * (fields[index] as SortField).direction;
    }
    return 0;
  };
  return { keyOf: (document) => keyOfDocument(document, fields, compareStrings, compareKeys), compareKeys };
}

/** Sorts a copy; documents with equal keys keep their order. */
export function sortDocuments(documents: readonly Document[], sort: Document | undefined, collation?: Document): Document[] {
  const { keyOf, compareKeys } = compileSortKeys(sort, collation);
  return documents
    .map((document) => ({ document, key: keyOf(document) }))
    .sort((left, right) => compareKeys(left.key, right.key))
    .map((entry) => entry.document);
}

function readSort(sort: Document): SortField[] {
  return Object.entries(sort).flatMap(([path, direction]) => {
    if (path === '$natural') return [];
    if (isDocument(direction)) {
      if ('$meta' in direction) return [];
      throw new QueryError(15974, `Illegal key in $sort specification: ${path}: ${JSON.stringify(direction)}`);
    }
    if (!isNumber(direction)) throw new QueryError(15974, `Illegal key in $sort specification: ${path}: ${JSON.stringify(direction)}`);
    const value = numericValue(direction);
    if (value !== 1 && value !== -1) throw new QueryError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (path === '') throw new QueryError(40352, 'FieldPath cannot be constructed with empty string');
    if (path.split('.').includes('')) throw new QueryError(15998, 'FieldPath field names may not be empty strings.');
    return [{ path, direction: value }];
  });
}

function keyOfDocument(
  document: Document,
  fields: SortField[],
  compareStrings: CompareStrings,
  compareKeys: (left: unknown[], right: unknown[]) => number,
): unknown[] {
  const found = fields.map((field) => indexValues(document, field.path));
  const spread = fields.filter((_, index) => found[index]?.multikey);
  if (spread.length > 1) return lowestJointKey(document, fields, compareKeys);
  return found.map(({ values }, index) => {
    const { direction } = fields[index] as SortField;
    return values.reduce((best, value) => (compareValues(value, best, compareStrings) * direction < 0 ? value : best), values[0]);
  });
}

/** Fields under one array take their values from the same element, so the lowest key as a whole counts, not the lowest of each field. */
function lowestJointKey(document: Document, fields: SortField[], compareKeys: (left: unknown[], right: unknown[]) => number): unknown[] {
  const shared = sharedArrayPath(document, fields);
  const array = shared.reduce<unknown>((value, part) => (value as Document)[part], document) as unknown[];
  const elements: unknown[] = array.length === 0 ? [undefined] : array;
  const keys = elements.map((element) => {
    const single = withValueAt(document, shared, element);
    return keyOfDocument(single, fields, compareText, compareKeys);
  });
  return keys.reduce((best, key) => (compareKeys(key, best) < 0 ? key : best));
}

function sharedArrayPath(document: Document, fields: SortField[]): string[] {
  const arrays = new Set(fields.flatMap((field) => firstArrayPath(document, field.path) ?? []));
  if (arrays.size !== 1) throw badValue(`cannot sort with keys that are parallel arrays`);
  return ([...arrays][0] as string).split('.');
}

function firstArrayPath(document: Document, path: string): string | undefined {
  let value: unknown = document;
  const parts = path.split('.');
  for (const [index, part] of parts.entries()) {
    value = (value as Document)[part];
    if (Array.isArray(value)) return parts.slice(0, index + 1).join('.');
    if (!isDocument(value)) return undefined;
  }
  return undefined;
}

function withValueAt(document: Document, path: string[], value: unknown): Document {
  const [part = '', ...rest] = path;
  return { ...document, [part]: rest.length === 0 ? value : withValueAt(document[part] as Document, rest, value) };
}
