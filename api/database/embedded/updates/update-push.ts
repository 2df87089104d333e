import { badValue } from '../query-errors.js';
import { compileSort } from '../filters/sort.js';
import type { FieldOperator } from './update-operators.js';
import { compareValues } from '../values/compare-values.js';
import { bsonType, isDocument, isNumber, numericValue, type Document } from '../values/values.js';
import { compileCollation } from '../values/collation.js';

interface PushClauses {
  each: unknown[];
  slice: number | undefined;
  position: number | undefined;
  sort: ((array: unknown[]) => unknown[]) | undefined;
}

/** `$push`, plain or with `$each` and its clauses: the values go to `$position`, then the array is sorted, then sliced. */
export function compilePush(operand: unknown, path: string, collation?: Document): FieldOperator {
  const { each, slice, position, sort } = readClauses(operand, collation);
  return {
    creates: true,
    apply: ({ value, id }) => {
      if (value !== undefined && !Array.isArray(value)) {
        throw badValue(`The field '${path}' must be an array but is of type ${bsonType(value)} in document ${id}`);
      }
      const before = (value as unknown[] | undefined) ?? [];
      const at =
        position === undefined ? before.length : position < 0 ? Math.max(0, before.length + position) : Math.min(position, before.length);
      const pushed = [...before.slice(0, at), ...each, ...before.slice(at)];
      const sorted = sort ? sort(pushed) : pushed;
      const result =
        slice === undefined || sorted.length <= Math.abs(slice) ? sorted : slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
      const isAppended = value !== undefined && (position === undefined || position > before.length) && !sort && result === sorted;
      if (isAppended) return { value: result, appended: each.length };
      // mongod does not look whether sorting or slicing left the array as it was.
      return { value: result, countsAlways: sort !== undefined || result !== sorted };
    },
  };
}

function readClauses(operand: unknown, collation: Document | undefined): PushClauses {
  if (!isDocument(operand) || !('$each' in operand)) return { each: [operand], slice: undefined, position: undefined, sort: undefined };
  const { $each: each, $slice: slice, $position: position, $sort: sort } = operand;
  if (!Array.isArray(each)) throw badValue(`The argument to $each in $push must be an array but it was of type: ${bsonType(each)}`);
  const unknown = Object.keys(operand).find((name) => !['$each', '$slice', '$position', '$sort'].includes(name));
  if (unknown !== undefined) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  if (slice !== undefined && !isInteger(slice))
    throw badValue(`The value for $slice must be an integer value but was given type: ${bsonType(slice)}`);
  if (position !== undefined && !isInteger(position)) {
    throw badValue(`The value for $position must be an integer value, not of type: ${bsonType(position)}`);
  }
  return {
    each: each as unknown[],
    slice: slice === undefined ? undefined : numericValue(slice),
    position: position === undefined ? undefined : numericValue(position),
    sort: sort === undefined ? undefined : compilePushSort(sort, collation),
  };
}

function isInteger(value: unknown): boolean {
  return isNumber(value) && Number.isInteger(numericValue(value));
}

function compilePushSort(sort: unknown, collation: Document | undefined): (array: unknown[]) => unknown[] {
  if (isNumber(sort)) {
    const direction = numericValue(sort);
    if (direction !== 1 && direction !== -1) throw badValue('The $sort element value must be either 1 or -1');
    const compareStrings = compileCollation(collation);
    return (array) => [...array].sort((left, right) => compareValues(left, right, compareStrings) * direction);
  }
  if (!isDocument(sort))
    throw badValue('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  const directions = Object.values(sort);
  if (directions.length === 0) throw badValue('The sort pattern is empty when it should be a set of fields.');
  if (!directions.every((direction) => Math.abs(numericValue(direction)) === 1))
    throw badValue('The sort element value must be either 1 or -1');
  const compare = compileSort(sort, collation);
  return (array) => [...array].sort((left, right) => compare(isDocument(left) ? left : {}, isDocument(right) ? right : {}));
}
