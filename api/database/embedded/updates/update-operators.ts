import type { Timestamp } from 'bson';
import { formatValue } from '../values/format-value.js';
import { compilePullCondition } from '../filters/match.js';
import { addNumbers, integerNumber, integerValue, multiplyNumbers, numberOfType, numberType } from '../values/numbers.js';
import { compilePush } from './update-push.js';
import { QueryError, badValue } from '../query-errors.js';
import { compareValues, equalValues, type CompareStrings } from '../values/compare-values.js';
import { bsonType, isDocument, isNumber, numericValue, type Document } from '../values/values.js';

/** The place an operator works on. */
export interface UpdateTarget {
  /** The present value, undefined when the field is missing. */
  value: unknown;
  /** The last part of the path, and the whole path as it stands in the document. */
  name: string;
  /** How MongoDB's messages name the document: `{_id: 1}`. */
  id: string;
}

/**
 * What becomes of a field: a new value, its removal, or nothing. A value may say how many elements were merely appended, and that it counts as a
 * change even when it is the same as before.
 */
export type UpdateOutcome = { value: unknown; appended?: number; countsAlways?: boolean } | 'remove' | 'keep';

export interface FieldOperator {
  apply: (target: UpdateTarget) => UpdateOutcome;
  /** Whether missing parents are created; operators that only take away leave a missing path alone. */
  creates: boolean;
  /** Whether a value in the way is an error for an operator that creates nothing. */
  refusesBlockedPath?: boolean;
  onlyOnInsert?: boolean;
}

export interface OperatorOptions {
  now: Date;
  timestamp: () => Timestamp;
  compareStrings?: CompareStrings;
  collation?: Document;
}

type CompileOperator = (operand: unknown, path: string, options: OperatorOptions) => FieldOperator;

/** Each update operator's compiler, by name; `$rename` concerns two paths and is compiled elsewhere. */
export const updateOperators: Readonly<Record<string, CompileOperator>> = {
  $set: (operand) => ({ creates: true, apply: () => ({ value: operand }) }),
  $setOnInsert: (operand) => ({ creates: true, onlyOnInsert: true, apply: () => ({ value: operand }) }),
  $unset: () => ({ creates: false, apply: ({ value }) => (value === undefined ? 'keep' : 'remove') }),
  $inc: (operand, path) => compileArithmetic('$inc', 'increment', operand, path, addNumbers, (amount) => amount),
  $mul: (operand, path) =>
    compileArithmetic('$mul', 'multiply', operand, path, multiplyNumbers, (factor) => numberOfType(0, numberType(factor))),
  $min: (operand, _path, { compareStrings }) => compileExtreme(operand, -1, compareStrings),
  $max: (operand, _path, { compareStrings }) => compileExtreme(operand, 1, compareStrings),
  $currentDate: (operand, _path, options) => compileCurrentDate(operand, options),
  $bit: (operand, path) => compileBit(operand, path),
  $push: (operand, path, { collation }) => compilePush(operand, path, collation),
  $addToSet: (operand, _path, { compareStrings }) => compileAddToSet(operand, compareStrings),
  $pop: (operand, path) => compilePop(operand, path),
  $pull: (operand, _path, { collation }) => compilePull(compilePullCondition(operand, { ...(collation && { collation }) })),
  $pullAll: (operand, _path, { compareStrings }) => {
    if (!Array.isArray(operand)) throw badValue(`$pullAll requires an array argument but was given a ${bsonType(operand)}`);
    const removed = operand as unknown[];
    return compilePull((item) => removed.some((value) => equalValues(item, value, compareStrings)));
  },
};

function compileArithmetic(
  operator: string,
  verb: string,
  operand: unknown,
  path: string,
  calculate: (left: unknown, right: unknown, overflow: 'undefined') => unknown,
  whenMissing: (operand: unknown) => unknown,
): FieldOperator {
  if (!isNumber(operand)) throw new QueryError(14, `Cannot ${verb} with non-numeric argument: {${path}: ${formatValue(operand)}}`);
  return {
    creates: true,
    apply: ({ value, name, id }) => {
      if (value === undefined) return { value: whenMissing(operand) };
      if (!isNumber(value)) {
        throw new QueryError(
          14,
          `Cannot apply ${operator} to a value of non-numeric type. ${id} has the field '${name}' of non-numeric type ${bsonType(value)}`,
        );
      }
      const result = calculate(value, operand, 'undefined');
      if (result === undefined) {
        const type = bsonType(value) === 'long' ? 'NumberLong' : 'NumberInt';
        throw badValue(`Failed to apply ${operator} operations to current value ((${type})${formatValue(value)}) for document ${id}`);
      }
      return { value: result };
    },
  };
}

function compileExtreme(operand: unknown, direction: 1 | -1, compareStrings?: CompareStrings): FieldOperator {
  return {
    creates: true,
    apply: ({ value }) =>
      value === undefined || compareValues(operand, value, compareStrings) * direction > 0 ? { value: operand } : 'keep',
  };
}

function compileCurrentDate(operand: unknown, { now, timestamp }: OperatorOptions): FieldOperator {
  const type = readDateType(operand);
  return { creates: true, apply: () => ({ value: type === 'date' ? now : timestamp() }) };
}

function readDateType(operand: unknown): 'date' | 'timestamp' {
  if (typeof operand === 'boolean') return 'date';
  if (!isDocument(operand)) {
    throw badValue(
      `${bsonType(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  const unknown = Object.keys(operand).find((name) => name !== '$type');
  if (unknown !== undefined) throw badValue(`Unrecognized $currentDate option: ${unknown}`);
  const { $type: type } = operand;
  if (type === 'date' || type === 'timestamp') return type;
  throw badValue("The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}");
}

const bitOperations: Readonly<Record<string, (left: bigint, right: bigint) => bigint>> = {
  and: (left, right) => left & right,
  or: (left, right) => left | right,
  xor: (left, right) => left ^ right,
};

function compileBit(operand: unknown, path: string): FieldOperator {
  const operations = readBitOperations(operand);
  return {
    creates: true,
    apply: ({ value, id }) => {
      const type = value === undefined ? 'int' : bsonType(value);
      if (type !== 'int' && type !== 'long') {
        throw badValue(
          `Cannot apply $bit to a value of non-integral type.${id.slice(1, -1)} has the field ${path} of non-integer type ${type}`,
        );
      }
      const isLong = type === 'long' || operations.some(([, mask]) => bsonType(mask) === 'long');
      const bits = operations.reduce(
        (result, [calculate, mask]) => calculate(result, integerValue(mask)),
        value === undefined ? 0n : integerValue(value),
      );
      return { value: integerNumber(bits, isLong) };
    },
  };
}

function readBitOperations(operand: unknown): [(left: bigint, right: bigint) => bigint, unknown][] {
  if (!isDocument(operand)) {
    throw badValue(
      `The $bit modifier is not compatible with a ${bsonType(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  const entries = Object.entries(operand);
  if (entries.length === 0)
    throw badValue('You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}');
  return entries.map(([name, mask]) => {
    const calculate = bitOperations[name];
    const shown = `{${name}: ${formatValue(mask)}}`;
    if (!calculate)
      throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: ${shown}`);
    const type = bsonType(mask);
    if (type !== 'int' && type !== 'long')
      throw badValue(`The $bit modifier field must be an Integer(32/64 bit); a '${type}' is not supported here: ${shown}`);
    return [calculate, mask];
  });
}

function compileAddToSet(operand: unknown, compareStrings?: CompareStrings): FieldOperator {
  const values = readAddToSet(operand);
  return {
    creates: true,
    apply: ({ value, name }) => {
      if (value !== undefined && !Array.isArray(value)) {
        throw badValue(`Cannot apply $addToSet to non-array field. Field named '${name}' has non-array type ${bsonType(value)}`);
      }
      const present = [...((value as unknown[] | undefined) ?? [])];
      const before = present.length;
      for (const item of values) if (!present.some((other) => equalValues(other, item, compareStrings))) present.push(item);
      return present.length === before && value !== undefined ? 'keep' : { value: present };
    },
  };
}

function readAddToSet(operand: unknown): unknown[] {
  if (!isDocument(operand) || Object.keys(operand)[0] !== '$each') return [operand];
  const { $each: each } = operand;
  if (!Array.isArray(each))
    throw new QueryError(14, `The argument to $each in $addToSet must be an array but it was of type ${bsonType(each)}`);
  if (Object.keys(operand).length > 1) throw badValue(`Found unexpected fields after $each in $addToSet: ${formatValue(operand)}`);
  return each as unknown[];
}

function compilePop(operand: unknown, path: string): FieldOperator {
  if (!isNumber(operand)) throw new QueryError(9, `Expected a number in: ${path}: ${formatValue(operand)}`);
  const direction = numericValue(operand);
  if (direction !== 1 && direction !== -1) throw new QueryError(9, `$pop expects 1 or -1, found: ${formatValue(operand)}`);
  return {
    creates: false,
    refusesBlockedPath: true,
    apply: ({ value }) => {
      if (value === undefined) return 'keep';
      if (!Array.isArray(value)) throw new QueryError(14, `Path '${path}' contains an element of non-array type '${bsonType(value)}'`);
      if (value.length === 0) return 'keep';
      return { value: direction === 1 ? value.slice(0, -1) : value.slice(1) };
    },
  };
}

function compilePull(isRemoved: (item: unknown) => boolean): FieldOperator {
  return {
    creates: false,
    refusesBlockedPath: true,
    apply: ({ value }) => {
      if (value === undefined) return 'keep';
      if (!Array.isArray(value)) throw badValue('Cannot apply $pull to a non-array value');
      const kept = (value as unknown[]).filter((item) => !isRemoved(item));
      return kept.length === value.length ? 'keep' : { value: kept };
    },
  };
}
