import type { Long } from 'bson';
import { formatValue } from '../values/format-value.js';
import { QueryError, badValue } from '../query-errors.js';
import { compileRegex } from '../values/regular-expressions.js';
import { compareValues, type CompareStrings } from '../values/compare-values.js';
import { valueKey } from '../values/value-key.js';
import { bsonType, isNumber, numericValue, regexFlags, regexSource, typeRank, type BsonType, type Document } from '../values/values.js';

/** Tests one value that a path led to; `undefined` is a missing field. */
export type ValueTest = (value: unknown) => boolean;

export type Comparison = '$eq' | '$gt' | '$gte' | '$lt' | '$lte';

/** Comparisons hold between values of one type only, except that null, undefined and missing are one. */
export function compareTest(operator: Comparison, operand: unknown, compareStrings?: CompareStrings): ValueTest {
  const type = bsonType(operand);
  if (type === 'undefined') throw badValue('cannot compare to undefined');
  const allowsEqual = operator === '$eq' || operator === '$gte' || operator === '$lte';
  if (type === 'null') return allowsEqual ? isNullish : never;
  if (type === 'string' && operator === '$eq' && compareStrings === undefined) return (value) => value === operand;
  if (type === 'double' || type === 'decimal') if (Number.isNaN(numericValue(operand))) return allowsEqual ? isNotANumber : never;
  const rank = typeRank(operand);
  const accepts = acceptedOrder[operator];
  const acceptsOtherTypes = (type === 'minKey' && operator.startsWith('$gt')) || (type === 'maxKey' && operator.startsWith('$lt'));
  return (value) => {
    if (typeRank(value) !== rank) return acceptsOtherTypes;
    if (rank === 10 && operator !== '$eq' && Number.isNaN(numericValue(value))) return false;
    return accepts(compareValues(value, operand, compareStrings));
  };
}

const acceptedOrder: Readonly<Record<Comparison, (order: number) => boolean>> = {
  $eq: (order) => order === 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

const isNullish: ValueTest = (value) => value === null || value === undefined;
const never: ValueTest = () => false;
const isNotANumber: ValueTest = (value) => isNumber(value) && Number.isNaN(numericValue(value));

/** A regular expression matches texts, and stored expressions that are the same. */
export function regexTest(pattern: string, options: string): ValueTest {
  const expression = compileRegex(pattern, options);
  const flags = [...options].sort().join('');
  return (value) => {
    if (typeof value === 'string') return expression.test(value);
    const type = bsonType(value);
    if (type === 'symbol') return expression.test(String((value as { value: unknown }).value));
    return type === 'regex' && regexSource(value) === pattern && regexFlags(value) === flags;
  };
}

export function inTest(operand: unknown, compareStrings?: CompareStrings): ValueTest {
  if (!Array.isArray(operand)) throw badValue('$in needs an array');
  const expressions: ValueTest[] = [];
  const values: unknown[] = [];
  for (const item of operand as unknown[]) {
    if (bsonType(item) === 'regex') expressions.push(regexTest(regexSource(item), regexFlags(item)));
    else if (isOperatorDocument(item)) throw badValue('cannot nest $ under $in');
    else values.push(item);
  }
  const isMember = compareStrings ? memberByComparing(values, compareStrings) : memberByKey(values);
  if (expressions.length === 0) return isMember;
  return (value) => isMember(value) || expressions.some((test) => test(value));
}

function memberByKey(values: unknown[]): ValueTest {
  const matchesNull = values.some((value) => value === null || value === undefined);
  if (values.every((value) => typeof value === 'string')) {
    const texts = new Set<unknown>(values);
    return (value) => texts.has(value);
  }
  // Made when the first document is tested: often an index has answered for all of them.
  let keys: Set<unknown> | undefined;
  return (value) => {
    if (value === undefined || value === null) return matchesNull;
    keys ??= new Set<unknown>(values.map(valueKey));
    return keys.has(valueKey(value));
  };
}

function memberByComparing(values: unknown[], compareStrings: CompareStrings): ValueTest {
  const tests = values.map((value) => compareTest('$eq', value, compareStrings));
  return (value) => tests.some((test) => test(value));
}

function isOperatorDocument(value: unknown): boolean {
  if (bsonType(value) !== 'object') return false;
  const first = Object.keys(value as Document)[0];
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db';
}

const typeNumbers: Readonly<Record<number, BsonType>> = {
  [-1]: 'minKey',
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  12: 'dbPointer',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  127: 'maxKey',
};
const typeNames = new Set<string>(Object.values(typeNumbers));

export function typeTest(operand: unknown): ValueTest {
  const wanted = Array.isArray(operand) ? (operand as unknown[]) : [operand];
  if (wanted.length === 0) throw new QueryError(9, 'a must match at least one type');
  const types = new Set<string>(wanted.flatMap(readType));
  // A missing field has no type, although it is read as undefined here.
  return (value) => value !== undefined && types.has(bsonType(value));
}

function readType(wanted: unknown): string[] {
  if (typeof wanted === 'string') {
    if (wanted === 'number') return ['double', 'int', 'long', 'decimal'];
    if (!typeNames.has(wanted)) throw badValue(`Unknown type name alias: ${wanted}`);
    return [wanted];
  }
  if (!isNumber(wanted)) throw badValue('type must be represented as a number or a string');
  const name = typeNumbers[numericValue(wanted)];
  if (name === undefined) throw badValue(`Invalid numerical type code: ${formatValue(wanted)}`);
  return [name];
}

export function sizeTest(operand: unknown): ValueTest {
  const failure = 'Failed to parse $size.';
  if (!isNumber(operand)) throw badValue(`${failure} Expected a number in: $size: ${formatValue(operand)}`);
  const size = numericValue(operand);
  if (!Number.isInteger(size)) throw badValue(`${failure} Expected an integer: $size: ${formatValue(operand)}`);
  if (size < 0) throw badValue(`${failure} Expected a non-negative number in: $size: ${formatValue(operand)}`);
  return (value) => Array.isArray(value) && value.length === size;
}

export function modTest(operand: unknown): ValueTest {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array');
  if (operand.length < 2) throw badValue('malformed mod, not enough elements');
  if (operand.length > 2) throw badValue('malformed mod, too many elements');
  if (!isNumber(operand[0])) throw badValue('malformed mod, divisor not a number');
  if (!isNumber(operand[1])) throw badValue('malformed mod, remainder not a number');
  const [divisor, remainder] = [truncate(operand[0]), truncate(operand[1])];
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (value) => isNumber(value) && Number.isFinite(numericValue(value)) && truncate(value) % divisor === remainder;
}

function truncate(value: unknown): bigint {
  if (bsonType(value) === 'long') return typeof value === 'bigint' ? value : (value as Long).toBigInt();
  const number = Math.trunc(numericValue(value));
  return Number.isFinite(number) ? BigInt(number) : 0n;
}

export type BitsOperator = '$bitsAllSet' | '$bitsAnySet' | '$bitsAllClear' | '$bitsAnyClear';

export function bitsTest(operator: BitsOperator, operand: unknown, path: string): ValueTest {
  const mask = readBitMask(operator, operand, path);
  return (value) => {
    const bits = bitsOf(value);
    if (bits === undefined) return false;
    const common = bits & mask;
    if (operator === '$bitsAllSet') return common === mask;
    if (operator === '$bitsAnySet') return common !== 0n;
    return operator === '$bitsAllClear' ? common === 0n : common !== mask;
  };
}

function readBitMask(operator: BitsOperator, operand: unknown, path: string): bigint {
  if (Array.isArray(operand)) {
    return (operand as unknown[]).reduce<bigint>((mask, position) => {
      const bit = numericValue(position);
      if (!Number.isInteger(bit)) throw badValue(`Failed to parse bit position. Expected a number in: ${formatValue(position)}`);
      if (bit < 0) throw badValue(`Failed to parse bit position. Expected a non-negative number in: ${formatValue(position)}`);
      return mask | (1n << BigInt(bit));
    }, 0n);
  }
  if (isNumber(operand)) {
    const mask = numericValue(operand);
    if (!Number.isInteger(mask)) throw new QueryError(9, `Expected an integer: ${operator}: ${formatValue(operand)}`);
    if (mask < 0) throw new QueryError(9, `Expected a non-negative number in: ${operator}: ${formatValue(operand)}`);
    return truncate(operand);
  }
  const bits = bitsOf(operand);
  if (bits === undefined)
    throw badValue(`${path} takes an Array, a number, or a BinData but received: ${operator}: ${formatValue(operand)}`);
  return bits;
}

/** Numbers count as endless two's complement; binary data has its lowest bit first. */
function bitsOf(value: unknown): bigint | undefined {
  const type = bsonType(value);
  if (type === 'binData') {
    const bytes = (value as { buffer: Uint8Array }).buffer;
    return bytes.reduceRight((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  }
  if (type === 'decimal') return Number.isNaN(numericValue(value)) ? -(2n ** 63n) : truncate(value);
  if (typeRank(value) !== 10 || !Number.isInteger(numericValue(value)) || Math.abs(numericValue(value)) > 2 ** 63) return undefined;
  return truncate(value);
}
