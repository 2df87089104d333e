import { fieldOf, isDocument, type Document } from './values.js';

/** The array index a path part stands for, or -1: `0`, `12`, but not `01` or `-1`. */
export function arrayIndexOf(part: string): number {
  return /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : -1;
}

/** Follows a dotted path through documents and array indexes, without spreading over arrays; undefined when it leads nowhere. */
export function getPath(document: Document, path: string): unknown {
  let value: unknown = document;
  for (const part of path.split('.')) {
    if (Array.isArray(value)) {
      const index = arrayIndexOf(part);
      value = index < 0 ? undefined : value[index];
    } else if (isDocument(value)) value = fieldOf(value, part);
    else return undefined;
  }
  return value;
}

export interface PathValues {
  /** A missing field gives null, an empty array undefined: so MongoDB's indexes and sorts hold them. */
  values: unknown[];
  /** Whether an array was spread on the way. */
  multikey: boolean;
}

/** Every value an index on this path holds for the document: arrays on the way and at the end are spread. */
export function indexValues(document: Document, path: string): PathValues {
  const found: PathValues = { values: [], multikey: false };
  collect(document, path.split('.'), 0, found);
  return found;
}

/** The values of `indexValues`. */
export function valuesAtPath(document: Document, path: string): unknown[] {
  return indexValues(document, path).values;
}

function collect(value: unknown, parts: string[], position: number, found: PathValues): void {
  if (position === parts.length) {
    if (!Array.isArray(value)) found.values.push(value === undefined ? null : value);
    else {
      found.multikey = true;
      if (value.length === 0) found.values.push(undefined);
      for (const item of value) found.values.push(item === undefined ? null : item);
    }
    return;
  }
  const part = parts[position] as string;
  if (isDocument(value)) collect(fieldOf(value, part), parts, position + 1, found);
  else if (Array.isArray(value)) collectFromArray(value, part, parts, position, found);
  else found.values.push(null);
}

function collectFromArray(array: unknown[], part: string, parts: string[], position: number, found: PathValues): void {
  const index = arrayIndexOf(part);
  if (index >= 0 && !array.some((item) => isDocument(item) && fieldOf(item, part) !== undefined)) {
    collect(array[index], parts, position + 1, found);
    return;
  }
  found.multikey = true;
  if (array.length === 0) found.values.push(null);
  for (const item of array) {
    if (isDocument(item)) collect(item, parts, position, found);
    else found.values.push(null);
  }
}
