import { compileCollation } from '../values/collation.js';
import { arrayIndexOf } from '../values/paths.js';
import { compareValues } from '../values/compare-values.js';
import { valueKey } from '../values/value-key.js';
import { fieldOf, isDocument, type Document } from '../values/values.js';

/** The different values at a path, arrays taken apart, in the order of values; documents without the field give none. */
export function distinctValues(
  documents: Iterable<{ document: Document }>,
  path: string,
  collation: Record<string, unknown> | undefined,
): unknown[] {
  const found = new Map<string, unknown>();
  const parts = path.split('.');
  for (const { document } of documents) {
    for (const value of valuesAt(document, parts, 0)) {
      const key = valueKey(value);
      if (!found.has(key)) found.set(key, value);
    }
  }
  const compareStrings = compileCollation(collation);
  const sorted = [...found.values()].sort((left, right) => compareValues(left, right, compareStrings));
  if (compareStrings === undefined) return sorted;
  return sorted.filter((value, index) => index === 0 || compareValues(sorted[index - 1], value, compareStrings) !== 0);
}

function* valuesAt(value: unknown, parts: string[], position: number): Generator {
  if (position === parts.length) {
    if (Array.isArray(value)) yield* value as unknown[];
    else if (value !== undefined) yield value;
    return;
  }
  const part = parts[position] ?? '';
  if (isDocument(value)) yield* valuesAt(fieldOf(value, part), parts, position + 1);
  else if (Array.isArray(value)) {
    const index = arrayIndexOf(part);
    if (index >= 0) yield* valuesAt(value[index], parts, position + 1);
    for (const item of value as unknown[]) if (isDocument(item)) yield* valuesAt(item, parts, position);
  }
}
