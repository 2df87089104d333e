import type { ValueTest } from './match-values.js';
import { arrayIndexOf } from '../values/paths.js';
import { fieldOf, isDocument, type Document } from '../values/values.js';

/** Where a condition held: the position in the outermost array that was spread, for the positional operator `$`. */
export interface MatchDetails {
  arrayIndex?: number;
}

/** `each` tests the elements of an array at the path's end and then the array; `whole` the array alone. */
export type ArrayMode = 'each' | 'whole';

export function testLeaf(value: unknown, test: ValueTest, mode: ArrayMode, details?: MatchDetails): boolean {
  if (mode === 'each' && Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      if (test(value[index] as unknown)) {
        if (details) details.arrayIndex = index;
        return true;
      }
    }
  }
  return test(value);
}

/** Whether the test holds for any value the path leads to; a path that leads nowhere gives `undefined`, an array on the way is searched. */
export function anyAtPath(
  document: Document,
  parts: string[],
  start: number,
  test: ValueTest,
  mode: ArrayMode,
  details?: MatchDetails,
): boolean {
  let current = document;
  for (let position = start; position < parts.length; position += 1) {
    const value = fieldOf(current, parts[position] as string);
    if (position === parts.length - 1) return testLeaf(value, test, mode, details);
    if (Array.isArray(value)) return anyInArray(value, parts, position + 1, test, mode, details);
    if (!isDocument(value)) return test(undefined);
    current = value;
  }
  return false;
}

/** An array on the way: its documents are searched, and a part that is a number also means the element at that index. */
function anyInArray(
  array: unknown[],
  parts: string[],
  position: number,
  test: ValueTest,
  mode: ArrayMode,
  details?: MatchDetails,
): boolean {
  const offset = arrayIndexOf(parts[position] as string);
  for (let index = 0; index < array.length; index += 1) {
    const item = array[index];
    if (isDocument(item) && anyAtPath(item, parts, position, test, mode)) {
      if (details) details.arrayIndex = index;
      return true;
    }
    if (index === offset && testOffset(item, parts, position + 1, test, mode, details)) return true;
  }
  return false;
}

function testOffset(item: unknown, parts: string[], position: number, test: ValueTest, mode: ArrayMode, details?: MatchDetails): boolean {
  // An array that an index of the path leads to is compared as a whole.
  if (position === parts.length) return test(item);
  if (isDocument(item)) return anyAtPath(item, parts, position, test, mode, details);
  return Array.isArray(item) && anyInArray(item, parts, position, test, mode, details);
}
