import { Double, Int32, Long } from 'bson';
import {
  addDecimals,
  divideDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  remainderOfDecimals,
  subtractDecimals,
  type Decimal,
} from './decimals.js';
import { bsonType, exactValue, numericValue, type BsonType } from './values.js';

type NumberType = 'int' | 'long' | 'double' | 'decimal';

const widths: Readonly<Record<NumberType, number>> = { int: 0, long: 1, double: 2, decimal: 3 };

/** The wider of two number types: int < long < double < decimal. */
function widerType(left: unknown, right: unknown): NumberType {
  const a = numberType(left);
  const b = numberType(right);
  return widths[a] >= widths[b] ? a : b;
}

export function numberType(value: unknown): NumberType {
  const type: BsonType = bsonType(value);
  return type === 'int' || type === 'long' || type === 'decimal' ? type : 'double';
}

export type Overflow = 'double' | 'undefined';

interface Operation {
  integers: (left: bigint, right: bigint) => bigint;
  doubles: (left: number, right: number) => number;
  decimals: (left: Decimal, right: Decimal) => Decimal;
}

const addition: Operation = { integers: (a, b) => a + b, doubles: (a, b) => a + b, decimals: addDecimals };
const subtraction: Operation = { integers: (a, b) => a - b, doubles: (a, b) => a - b, decimals: subtractDecimals };
const multiplication: Operation = { integers: (a, b) => a * b, doubles: (a, b) => a * b, decimals: multiplyDecimals };
const remainder: Operation = { integers: (a, b) => a % b, doubles: (a, b) => a % b, decimals: remainderOfDecimals };

/** Adds like `addNumbers`, but takes doubles into decimal sums exactly: so do expressions and accumulators. */
export function sumNumbers(left: unknown, right: unknown): unknown {
  if (widerType(left, right) === 'decimal') return formatDecimal(addDecimals(exactValue(left), exactValue(right)));
  return addNumbers(left, right);
}

/** Adds two BSON numbers and keeps the wider type; an int that overflows becomes a long, a long that overflows a double or undefined. */
export function addNumbers(left: unknown, right: unknown, overflow: Overflow = 'double'): unknown {
  return calculate(addition, left, right, overflow);
}

export function subtractNumbers(left: unknown, right: unknown): unknown {
  return calculate(subtraction, left, right, 'double');
}

export function multiplyNumbers(left: unknown, right: unknown, overflow: Overflow = 'double'): unknown {
  return calculate(multiplication, left, right, overflow);
}

/** The remainder with the sign of the dividend; a divisor of zero is the caller's to refuse. */
export function remainderOfNumbers(left: unknown, right: unknown): unknown {
  return calculate(remainder, left, right, 'double');
}

/** Divides to a double, or a decimal where one is involved; a divisor of zero is the caller's to refuse. */
export function divideNumbers(left: unknown, right: unknown): unknown {
  if (widerType(left, right) === 'decimal') return formatDecimal(divideDecimals(decimalValue(left), decimalValue(right)));
  return new Double(numericValue(left) / numericValue(right));
}

function calculate(operation: Operation, left: unknown, right: unknown, overflow: Overflow): unknown {
  const type = widerType(left, right);
  if (type === 'decimal') return formatDecimal(operation.decimals(decimalValue(left), decimalValue(right)));
  if (type === 'double') return new Double(operation.doubles(numericValue(left), numericValue(right)));
  const result = operation.integers(integerValue(left), integerValue(right));
  if (BigInt.asIntN(64, result) !== result) return overflow === 'double' ? new Double(Number(result)) : undefined;
  return integerNumber(result, type === 'long');
}

/** Doubles take part in decimal arithmetic with 15 digits, as in MongoDB: 0.1 counts as 0.1. */
export function decimalValue(value: unknown): Decimal {
  return numberType(value) === 'double' ? parseDecimal(numericValue(value), 15) : exactValue(value);
}

/** An int or long as a bigint; doubles are truncated. */
export function integerValue(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (bsonType(value) === 'long') return (value as Long).toBigInt();
  return BigInt(Math.trunc(numericValue(value)));
}

/** An Int32 where it fits, otherwise a Long. */
export function integerNumber(value: bigint, isLong = false): Int32 | Long {
  if (!isLong && BigInt.asIntN(32, value) === value) return new Int32(Number(value));
  return Long.fromBigInt(value);
}

/** A result computed in JavaScript as a BSON number of the wanted type. */
export function numberOfType(value: number, type: NumberType): unknown {
  if (type === 'decimal') return formatDecimal(parseDecimal(value, 15));
  if (type === 'double' || !Number.isFinite(value)) return new Double(value);
  return integerNumber(BigInt(Math.trunc(value)), type === 'long');
}
