import { Decimal128, Double, Long, ObjectId } from 'bson';
import { formatValue } from '../values/format-value.js';
import { isTruthy } from './expression-logic.js';
import {
  isMissing,
  namedOperand,
  onArguments,
  onPresent,
  type Compile,
  type Evaluate,
  type ExpressionOperators,
} from './expression-types.js';
import { decimalValue, integerNumber, integerValue, numberType } from '../values/numbers.js';
import { formatDecimal } from '../values/decimals.js';
import { QueryError } from '../query-errors.js';
import { bsonType, isNumber, numericValue } from '../values/values.js';

type Convert = (value: unknown) => unknown;

/** Each target type's conversion; what cannot be converted throws 241 ConversionFailure. */
const conversions: Readonly<Record<string, Convert>> = {
  string: toText,
  int: (value) => toInteger(value, 'int'),
  long: (value) => toInteger(value, 'long'),
  double: toDouble,
  decimal: toDecimal,
  bool: (value) => (isNumber(value) ? isTruthy(value) : typeof value === 'boolean' ? value : true),
  date: toDate,
  objectId: toObjectId,
};

const typeNumbers: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
};

export const conversionOperators: ExpressionOperators = {
  $type: onArguments(1, 1, ([value]) => (value === undefined ? 'missing' : bsonType(value))),
  $isNumber: onArguments(1, 1, ([value]) => isNumber(value)),
  $toString: onPresent(1, 1, ([value]) => toText(value)),
  $toInt: onPresent(1, 1, ([value]) => toInteger(value, 'int')),
  $toLong: onPresent(1, 1, ([value]) => toInteger(value, 'long')),
  $toDouble: onPresent(1, 1, ([value]) => toDouble(value)),
  $toDecimal: onPresent(1, 1, ([value]) => toDecimal(value)),
  $toBool: onPresent(1, 1, ([value]) => (isNumber(value) ? isTruthy(value) : typeof value === 'boolean' ? value : true)),
  $toDate: onPresent(1, 1, ([value]) => toDate(value)),
  $toObjectId: onPresent(1, 1, ([value]) => toObjectId(value)),
  $convert: (operand, compile) => compileConvert(operand, compile),
};

function compileConvert(operand: unknown, compile: Compile): Evaluate {
  const fields = namedOperand(operand, '$convert', ['input', 'to'], ['onError', 'onNull']);
  const [input, to] = [compile(fields['input']), compile(fields['to'])];
  const onError = 'onError' in fields ? compile(fields['onError']) : undefined;
  const onNull = 'onNull' in fields ? compile(fields['onNull']) : undefined;
  return (scope) => {
    const value = input(scope);
    if (isMissing(value)) return onNull ? onNull(scope) : null;
    const target = to(scope);
    if (isMissing(target)) return null;
    const convert = conversions[typeof target === 'string' ? target : (typeNumbers[numericValue(target)] ?? '')];
    if (convert === undefined) throw new QueryError(2, `Unknown type name: ${formatValue(target)}`);
    try {
      return convert(value);
    } catch (error) {
      if (onError && error instanceof QueryError && error.code === 241) return onError(scope);
      throw error;
    }
  };
}

function failure(value: unknown, target: string): QueryError {
  return new QueryError(241, `Unsupported conversion from ${bsonType(value)} to ${target} in $convert with no onError value`);
}

function parseFailure(value: unknown): QueryError {
  return new QueryError(241, `Failed to parse number '${String(value)}' in $convert with no onError value`);
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (bsonType(value) === 'objectId') return (value as ObjectId).toHexString();
  if (typeof value === 'boolean' || isNumber(value))
    return isNumber(value) && numberType(value) === 'double' ? String(numericValue(value)) : String(value);
  throw failure(value, 'string');
}

function toInteger(value: unknown, type: 'int' | 'long'): unknown {
  if (typeof value === 'boolean') return integerNumber(value ? 1n : 0n, type === 'long');
  if (value instanceof Date && type === 'long') return Long.fromNumber(value.getTime());
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) throw parseFailure(value);
    return inRange(BigInt(value), type, value);
  }
  if (!isNumber(value)) throw failure(value, type);
  if (!Number.isFinite(numericValue(value)))
    throw new QueryError(241, 'Attempt to convert infinity value to integer type in $convert with no onError value');
  return inRange(integerValue(value), type, value);
}

function inRange(value: bigint, type: 'int' | 'long', source: unknown): unknown {
  if (BigInt.asIntN(type === 'int' ? 32 : 64, value) === value) return integerNumber(value, type === 'long');
  throw new QueryError(241, `Conversion would overflow target type in $convert with no onError value: ${String(source)}`);
}

function toDouble(value: unknown): Double {
  if (typeof value === 'boolean') return new Double(value ? 1 : 0);
  if (value instanceof Date) return new Double(value.getTime());
  if (typeof value === 'string') {
    if (value.trim() === '' || Number.isNaN(Number(value))) throw parseFailure(value);
    return new Double(Number(value));
  }
  if (!isNumber(value)) throw failure(value, 'double');
  return new Double(numericValue(value));
}

function toDecimal(value: unknown): Decimal128 {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (typeof value === 'string') {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) throw parseFailure(value);
    return Decimal128.fromStringWithRounding(value);
  }
  if (!isNumber(value)) throw failure(value, 'decimal');
  return formatDecimal(decimalValue(value));
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  const type = bsonType(value);
  if (type === 'objectId') return (value as ObjectId).getTimestamp();
  if (type === 'timestamp') return new Date((value as { t: number }).t * 1000);
  if (typeof value === 'string') {
    const time = Date.parse(/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value) ? `${value}Z` : value);
    if (Number.isNaN(time)) throw new QueryError(241, `Error parsing date string '${value}'`);
    return new Date(time);
  }
  if (type === 'int' || !isNumber(value)) throw failure(value, 'date');
  return new Date(Math.trunc(numericValue(value)));
}

function toObjectId(value: unknown): ObjectId {
  if (bsonType(value) === 'objectId') return value as ObjectId;
  if (typeof value !== 'string') throw failure(value, 'objectId');
  if (!/^[0-9a-f]{24}$/i.test(value)) throw new QueryError(241, `Failed to parse objectId '${value}' in $convert with no onError value`);
  return new ObjectId(value);
}
