import { type Decimal128, type Timestamp } from 'bson';
import { compareDecimals } from './decimals.js';
import {
  binaryBytes,
  bsonType,
  entriesOf,
  exactValue,
  numericValue,
  objectIdBytes,
  regexFlags,
  regexSource,
  textOf,
  typeRank,
  typeRanks,
  type BinaryLike,
  type BsonType,
  type Document,
} from './values.js';

export type CompareStrings = (left: string, right: string) => number;

/** Orders strings by their UTF-8 bytes (JavaScript's own order is by UTF-16 units, which puts surrogates before U+E000…U+FFFF). */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) {
      if (a >= 0xd800 && b >= 0xd800) return codePointRank(a) - codePointRank(b);
      return a - b;
    }
  }
  return left.length - right.length;
}

function codePointRank(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** MongoDB's BSON order: by type rank, then by value. `undefined` sorts before null; callers that sort missing as null pass null. */
export function compareValues(left: unknown, right: unknown, compareStrings: CompareStrings = compareText): number {
  if (typeof left === 'string' && typeof right === 'string') return compareStrings(left, right);
  const leftType = bsonType(left);
  const rightType = bsonType(right);
  const byRank = typeRanks[leftType] - typeRanks[rightType];
  if (byRank !== 0) return byRank;
  switch (typeRanks[leftType]) {
    case 10:
      return compareNumbers(left, leftType, right, rightType);
    case 15:
      return compareStrings(textOf(left), textOf(right));
    case 20:
      return compareDocuments(left as Document, right as Document, compareStrings);
    case 25:
      return compareArrays(left as unknown[], right as unknown[], compareStrings);
    case 30:
      return compareBinary(left as BinaryLike, right as BinaryLike);
    case 35:
      return compareBytes(objectIdBytes(left), objectIdBytes(right));
    case 40:
      return Number(left) - Number(right);
    case 45:
      return (left as Date).getTime() - (right as Date).getTime();
    case 47:
      return compareTimestamps(left as Timestamp, right as Timestamp);
    case 50:
      return compareText(regexSource(left), regexSource(right)) || compareText(regexFlags(left), regexFlags(right));
    case 60:
    case 65:
      return compareText(String((left as { code: unknown }).code), String((right as { code: unknown }).code));
    default:
      return 0;
  }
}

export function equalValues(left: unknown, right: unknown, compareStrings?: CompareStrings): boolean {
  return compareValues(left, right, compareStrings) === 0;
}

function compareNumbers(left: unknown, leftType: BsonType, right: unknown, rightType: BsonType): number {
  if (leftType === 'decimal' || rightType === 'decimal') return compareDecimals(exactValue(left), exactValue(right));
  const a = numericValue(left);
  const b = numericValue(right);
  if (leftType === 'long' || rightType === 'long') {
    const isRounded = Math.abs(a) > Number.MAX_SAFE_INTEGER || Math.abs(b) > Number.MAX_SAFE_INTEGER;
    if (isRounded) return compareDecimals(exactValue(left), exactValue(right));
  }
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

function compareDocuments(left: Document, right: Document, compareStrings: CompareStrings): number {
  const leftFields = entriesOf(left);
  const rightFields = entriesOf(right);
  const length = Math.min(leftFields.length, rightFields.length);
  for (let index = 0; index < length; index += 1) {
    const [leftName, leftValue] = leftFields[index] as [string, unknown];
    const [rightName, rightValue] = rightFields[index] as [string, unknown];
    const order =
      typeRank(leftValue) - typeRank(rightValue) ||
      compareText(leftName, rightName) ||
      compareValues(leftValue, rightValue, compareStrings);
    if (order !== 0) return order;
  }
  return leftFields.length - rightFields.length;
}

function compareArrays(left: unknown[], right: unknown[], compareStrings: CompareStrings): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareValues(left[index], right[index], compareStrings);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareBinary(left: BinaryLike, right: BinaryLike): number {
  const a = binaryBytes(left);
  const b = binaryBytes(right);
  return a.length - b.length || (left.sub_type ?? 0) - (right.sub_type ?? 0) || compareBytes(a, b);
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const order = (left[index] as number) - (right[index] as number);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareTimestamps(left: Timestamp, right: Timestamp): number {
  return left.t - right.t || left.i - right.i;
}

/** True when both are of the same BSON type and value, field order included: what MongoDB calls binary equality. */
export function identicalValues(left: unknown, right: unknown): boolean {
  const type = bsonType(left);
  if (type !== bsonType(right)) return false;
  if (type === 'array') {
    const [a, b] = [left as unknown[], right as unknown[]];
    return a.length === b.length && a.every((item, index) => identicalValues(item, b[index]));
  }
  if (type === 'object') {
    const a = entriesOf(left as Document);
    const b = entriesOf(right as Document);
    return a.length === b.length && a.every(([name, item], index) => name === b[index]?.[0] && identicalValues(item, b[index]?.[1]));
  }
  if (type === 'double') return Object.is(numericValue(left), numericValue(right));
  if (type === 'decimal') return (left as Decimal128).toString() === (right as Decimal128).toString();
  return compareValues(left, right) === 0;
}
