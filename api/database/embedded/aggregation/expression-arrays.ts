import { Int32 } from 'bson';
import { formatValue } from '../values/format-value.js';
import { isTruthy } from './expression-logic.js';
import {
  isMissing,
  namedOperand,
  onArguments,
  onNamed,
  onPresent,
  type Compile,
  type Evaluate,
  type ExpressionOperators,
} from './expression-types.js';
import { integerNumber } from '../values/numbers.js';
import { QueryError } from '../query-errors.js';
import { sortDocuments } from '../filters/sort.js';
import { compareValues } from '../values/compare-values.js';
import { valueKey } from '../values/value-key.js';
import { bsonType, isDocument, isNumber, numericValue, setField, type Document } from '../values/values.js';

/** Operators on arrays, and on arrays taken as sets. */
export const arrayOperators: ExpressionOperators = {
  $isArray: onArguments(1, 1, ([value]) => Array.isArray(value)),
  $size: onArguments(1, 1, ([value]) => {
    if (!Array.isArray(value)) throw new QueryError(17124, `The argument to $size must be an array, but was of type: ${typeName(value)}`);
    return new Int32(value.length);
  }),
  $arrayElemAt: onPresent(2, 2, ([array, index]) => {
    if (!Array.isArray(array)) throw new QueryError(28689, `$arrayElemAt's first argument must be an array, but is ${bsonType(array)}`);
    if (!isNumber(index)) throw new QueryError(28690, `$arrayElemAt's second argument must be a numeric value, but is ${bsonType(index)}`);
    return (array as unknown[]).at(numericValue(index));
  }),
  $first: onPresent(1, 1, ([value], name) => requireArray(value, name, 28689)[0]),
  $last: onPresent(1, 1, ([value], name) => requireArray(value, name, 28689).at(-1)),
  $slice: onPresent(2, 3, (values) => slice(values)),
  $concatArrays: onPresent(0, Infinity, (values, name) => values.flatMap((value) => requireArray(value, name, 28664))),
  $reverseArray: onPresent(1, 1, ([value], name) => [...requireArray(value, name, 34435)].reverse()),
  $in: onArguments(2, 2, ([value, array]) => {
    if (!Array.isArray(array)) throw new QueryError(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
    return (array as unknown[]).some((item) => compareValues(item, value) === 0);
  }),
  $indexOfArray: onArguments(2, 4, (values) => indexOf(values)),
  $range: onArguments(2, 3, (values) => range(values)),
  $zip: onNamed(['inputs'], ['useLongestLength', 'defaults'], zip),
  $arrayToObject: onPresent(1, 1, ([value], name) => arrayToObject(requireArray(value, name, 40386))),
  $filter: (operand, compile) => compileFilter(namedOperand(operand, '$filter', ['input', 'cond'], ['as', 'limit']), compile),
  $map: (operand, compile) => compileMap(namedOperand(operand, '$map', ['input', 'in'], ['as']), compile),
  $reduce: (operand, compile) => compileReduce(namedOperand(operand, '$reduce', ['input', 'initialValue', 'in'], []), compile),
  $sortArray: (operand, compile) => compileSortArray(namedOperand(operand, '$sortArray', ['input', 'sortBy'], []), compile),
  $firstN: onNamed(['input', 'n'], [], ({ input, n }, name) => requireArray(input, name, 5788200).slice(0, numericValue(n))),
  $lastN: onNamed(['input', 'n'], [], ({ input, n }, name) => requireArray(input, name, 5788200).slice(-numericValue(n))),
  $minN: onNamed(['input', 'n'], [], ({ input, n }, name) =>
    present(requireArray(input, name, 5788200))
      .sort(ascending)
      .slice(0, numericValue(n)),
  ),
  $maxN: onNamed(['input', 'n'], [], ({ input, n }, name) =>
    present(requireArray(input, name, 5788200))
      .sort((a, b) => compareValues(b, a))
      .slice(0, numericValue(n)),
  ),
  $setUnion: onPresent(0, Infinity, (values, name) => asSet(values.flatMap((value) => requireArray(value, name, 17043)))),
  $setIntersection: onPresent(0, Infinity, (values, name) => {
    const [first = [], ...rest] = values.map((value) => requireArray(value, name, 17047));
    return asSet(first.filter((item) => rest.every((array) => array.some((other) => compareValues(item, other) === 0))));
  }),
  $setDifference: onPresent(2, 2, ([left, right], name) => {
    const excluded = new Set(requireArray(right, name, 17049).map(valueKey));
    return unique(requireArray(left, name, 17048).filter((item) => !excluded.has(valueKey(item))));
  }),
  $setEquals: onArguments(2, Infinity, (values, name) => {
    const [first = '', ...rest] = values.map((value) =>
      asSet(requireArray(value, name, 17044))
        .map(valueKey)
        .join(),
    );
    return rest.every((keys) => keys === first);
  }),
  $setIsSubset: onArguments(2, 2, ([left, right], name) => {
    const keys = new Set(requireArray(right, name, 17042).map(valueKey));
    return requireArray(left, name, 17046).every((item) => keys.has(valueKey(item)));
  }),
  $anyElementTrue: onArguments(1, 1, ([value], name) => requireArray(value, name, 17041).some(isTruthy)),
  $allElementsTrue: onArguments(1, 1, ([value], name) => requireArray(value, name, 17040).every(isTruthy)),
};

function typeName(value: unknown): string {
  return value === undefined ? 'missing' : bsonType(value);
}

function requireArray(value: unknown, name: string, code: number): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new QueryError(code, `${name}'s argument must be an array, but is ${typeName(value)}`);
}

const ascending = (left: unknown, right: unknown): number => compareValues(left, right);

function present(values: unknown[]): unknown[] {
  return values.filter((value) => !isMissing(value));
}

function unique(values: unknown[]): unknown[] {
  const byKey = new Map<string, unknown>();
  for (const value of values) if (!byKey.has(valueKey(value))) byKey.set(valueKey(value), value);
  return [...byKey.values()];
}

function asSet(values: unknown[]): unknown[] {
  return unique(values).sort(ascending);
}

function slice(values: unknown[]): unknown[] {
  const array = requireArray(values[0], '$slice', 28724);
  if (values.length === 2) {
    const count = numericValue(values[1]);
    return count >= 0 ? array.slice(0, count) : array.slice(count);
  }
  const position = numericValue(values[1]);
  const count = numericValue(values[2]);
  if (!(count > 0)) throw new QueryError(28729, `Third argument to $slice must be positive: ${count}`);
  const start = position < 0 ? Math.max(0, array.length + position) : position;
  return array.slice(start, start + count);
}

function indexOf([array, value, start, end]: unknown[]): unknown {
  if (isMissing(array)) return null;
  const items = requireArray(array, '$indexOfArray', 40090);
  const last = end === undefined ? items.length : Math.min(numericValue(end), items.length);
  for (let index = start === undefined ? 0 : numericValue(start); index < last; index += 1) {
    if (compareValues(items[index], value) === 0) return new Int32(index);
  }
  return new Int32(-1);
}

function range([start, end, step]: unknown[]): unknown[] {
  const [from, to, by] = [start, end, step === undefined ? 1 : step].map(numericValue) as [number, number, number];
  if (by === 0) throw new QueryError(34449, '$range requires a non-zero step value');
  const numbers: unknown[] = [];
  for (let value = from; by > 0 ? value < to : value > to; value += by) numbers.push(integerNumber(BigInt(value)));
  return numbers;
}

function zip({ inputs, useLongestLength, defaults }: Record<string, unknown>): unknown {
  const arrays = requireArray(inputs, '$zip', 34461);
  if (arrays.some(isMissing)) return null;
  const lists = arrays.map((array) => requireArray(array, '$zip', 34468));
  const lengths = lists.map((list) => list.length);
  const length = isTruthy(useLongestLength) ? Math.max(...lengths) : Math.min(...lengths);
  const fillers = Array.isArray(defaults) ? (defaults as unknown[]) : [];
  return Array.from({ length }, (_, row) => lists.map((list, column) => (row < list.length ? list[row] : (fillers[column] ?? null))));
}

function arrayToObject(pairs: unknown[]): Document {
  const object: Document = {};
  for (const pair of pairs) {
    const [key, value] = Array.isArray(pair) ? (pair as unknown[]) : isDocument(pair) ? [pair['k'], pair['v']] : [];
    if (typeof key !== 'string') throw new QueryError(40394, '$arrayToObject requires pairs of a string key and a value');
    setField(object, key, value);
  }
  return object;
}

function variableName(name: unknown): string {
  if (name === undefined) return 'this';
  if (typeof name === 'string' && /^[a-z\u0080-\uffff]\w*$/.test(name)) return name;
  throw new QueryError(9, `'${formatValue(name)}' starts with an invalid character for a user variable name`);
}

function compileFilter(operand: Document, compile: Compile): Evaluate {
  const name = variableName(operand['as']);
  const [input, test] = [compile(operand['input']), compile(operand['cond'])];
  const limit = 'limit' in operand ? compile(operand['limit']) : undefined;
  return (scope) => {
    const array = input(scope);
    if (isMissing(array)) return null;
    const most = limit ? numericValue(limit(scope)) : Infinity;
    const kept: unknown[] = [];
    for (const item of requireArray(array, '$filter', 28651)) {
      if (kept.length >= most) break;
      if (isTruthy(test({ ...scope, variables: { ...scope.variables, [name]: item } }))) kept.push(item);
    }
    return kept;
  };
}

function compileMap(operand: Document, compile: Compile): Evaluate {
  const name = variableName(operand['as']);
  const [input, each] = [compile(operand['input']), compile(operand['in'])];
  return (scope) => {
    const array = input(scope);
    if (isMissing(array)) return null;
    return requireArray(array, '$map', 16883).map((item) => each({ ...scope, variables: { ...scope.variables, [name]: item } }) ?? null);
  };
}

function compileReduce(operand: Document, compile: Compile): Evaluate {
  const [input, initial, each] = [compile(operand['input']), compile(operand['initialValue']), compile(operand['in'])];
  return (scope) => {
    const array = input(scope);
    if (isMissing(array)) return null;
    return requireArray(array, '$reduce', 40080).reduce<unknown>(
      (value, item) => each({ ...scope, variables: { ...scope.variables, value, this: item } }),
      initial(scope),
    );
  };
}

function compileSortArray(operand: Document, compile: Compile): Evaluate {
  const input = compile(operand['input']);
  const { sortBy } = operand;
  // A plain direction sorts the values as wholes, so that nested arrays are not spread.
  const direction = isDocument(sortBy) ? 0 : numericValue(sortBy);
  return (scope) => {
    const array = input(scope);
    if (isMissing(array)) return null;
    const items = requireArray(array, '$sortArray', 2942504);
    if (isDocument(sortBy))
      return sortDocuments(
        items.map((item) => (isDocument(item) ? item : {})),
        sortBy,
      );
    return [...items].sort((left, right) => compareValues(left, right) * direction);
  };
}
