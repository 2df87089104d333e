import { type Decimal128, type Long, type Timestamp } from 'bson';
import { canonicalDecimalText, compareDecimals, parseDecimal, type Decimal } from './decimals.js';

/**
 * A decoded BSON document. Numbers are Int32, Double, Long or Decimal128 objects (plain JS numbers are accepted as what the BSON
 * serializer would make of them). Known limit: JavaScript moves keys that look like array indexes to the front of an object.
 */
export type Document = Record<string, unknown>;

export type BsonType =
  | 'double'
  | 'string'
  | 'object'
  | 'array'
  | 'binData'
  | 'undefined'
  | 'objectId'
  | 'bool'
  | 'date'
  | 'null'
  | 'regex'
  | 'dbPointer'
  | 'javascript'
  | 'symbol'
  | 'javascriptWithScope'
  | 'int'
  | 'timestamp'
  | 'long'
  | 'decimal'
  | 'minKey'
  | 'maxKey';

/** MongoDB's canonical order of types; types of one rank compare with each other by value. */
const ranks: Readonly<Record<BsonType, number>> = {
  minKey: -1,
  undefined: 0,
  null: 5,
  double: 10,
  int: 10,
  long: 10,
  decimal: 10,
  string: 15,
  symbol: 15,
  object: 20,
  array: 25,
  binData: 30,
  objectId: 35,
  bool: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  dbPointer: 55,
  javascript: 60,
  javascriptWithScope: 65,
  maxKey: 127,
};

const typesByTag: Readonly<Record<string, BsonType>> = {
  Int32: 'int',
  Double: 'double',
  Long: 'long',
  Decimal128: 'decimal',
  ObjectId: 'objectId',
  Binary: 'binData',
  Timestamp: 'timestamp',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
  BSONRegExp: 'regex',
  BSONSymbol: 'symbol',
  DBRef: 'object',
};

/** The BSON type of a decoded value; `undefined` stands for BSON undefined and for a missing field. */
export function bsonType(value: unknown): BsonType {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return (value | 0) === value && !Object.is(value, -0) ? 'int' : 'double';
    case 'bigint':
      return 'long';
    case 'object':
      return value === null ? 'null' : typeOfObject(value);
    default:
      return 'undefined';
  }
}

function typeOfObject(value: object): BsonType {
  if (Array.isArray(value)) return 'array';
  // A stored document may itself have a field called _bsontype, so only the prototype tells documents from BSON objects.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return 'object';
  const tag = (value as { _bsontype?: string })._bsontype;
  if (tag === 'Code') return (value as { scope?: unknown }).scope ? 'javascriptWithScope' : 'javascript';
  if (tag !== undefined) return typesByTag[tag] ?? 'object';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  if (value instanceof Uint8Array) return 'binData';
  return 'object';
}

export function typeRank(value: unknown): number {
  return ranks[bsonType(value)];
}

export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && typeOfObject(value) === 'object';
}

export function isNumber(value: unknown): boolean {
  return typeRank(value) === 10;
}

/** Reads one field without ever reaching what every JavaScript object inherits (`constructor`, `__proto__`). */
export function fieldOf(document: Document, name: string): unknown {
  const value = document[name];
  if (typeof value === 'function' || name === '__proto__') return Object.hasOwn(document, name) ? value : undefined;
  return value;
}

/** Writes one field; plain assignment of `__proto__` would change the prototype instead. */
export function setField(document: Document, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(document, name, { value, enumerable: true, configurable: true, writable: true });
  else document[name] = value;
}

/** A number of any BSON type as a double; NaN for what is no number. */
export function numericValue(value: unknown): number {
  switch (bsonType(value)) {
    case 'int':
    case 'double':
      return typeof value === 'number' ? value : (value as { value: number }).value;
    case 'long':
      return typeof value === 'bigint' ? Number(value) : (value as Long).toNumber();
    case 'decimal':
      return Number((value as Decimal128).toString());
    default:
      return NaN;
  }
}

/** A number of any BSON type as an exact decimal. */
export function exactValue(value: unknown): Decimal {
  if (typeof value === 'bigint') return parseDecimal(value);
  const type = bsonType(value);
  if (type === 'long') return parseDecimal((value as Long).toBigInt());
  if (type === 'decimal') return parseDecimal(value as Decimal128);
  return parseDecimal(numericValue(value));
}

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
  const byRank = ranks[leftType] - ranks[rightType];
  if (byRank !== 0) return byRank;
  switch (ranks[leftType]) {
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

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String((value as { value: unknown }).value);
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

/** The fields of a document; the BSON decoder turns documents with `$ref` and `$id` into DBRef objects, which are documents too. */
export function entriesOf(value: Document): [string, unknown][] {
  if ((value as { _bsontype?: unknown })._bsontype !== 'DBRef' || Object.hasOwn(value, '_bsontype')) return Object.entries(value);
  const reference = value as unknown as { collection: string; oid: unknown; db?: string; fields: Document };
  const database: [string, unknown][] = reference.db === undefined ? [] : [['$db', reference.db]];
  return [['$ref', reference.collection], ['$id', reference.oid], ...database, ...Object.entries(reference.fields)];
}

function compareArrays(left: unknown[], right: unknown[], compareStrings: CompareStrings): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareValues(left[index], right[index], compareStrings);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

interface BinaryLike {
  sub_type?: number;
  buffer: Uint8Array;
  position?: number;
}

function binaryBytes(value: BinaryLike): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return value.position === undefined ? value.buffer : value.buffer.subarray(0, value.position);
}

function compareBinary(left: BinaryLike, right: BinaryLike): number {
  const a = binaryBytes(left);
  const b = binaryBytes(right);
  return a.length - b.length || (left.sub_type ?? 0) - (right.sub_type ?? 0) || compareBytes(a, b);
}

function objectIdBytes(value: unknown): Uint8Array {
  return (value as { id: Uint8Array }).id;
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

export function regexSource(value: unknown): string {
  return value instanceof RegExp ? value.source : (value as { pattern: string }).pattern;
}

/** The options in BSON's order; JavaScript's own `g`, `u` and `y` are not part of a stored expression. */
export function regexFlags(value: unknown): string {
  const flags = value instanceof RegExp ? value.flags.replace(/[guyvd]/g, '') : (value as { options: string }).options;
  return [...flags].sort().join('');
}

/** A text that is the same for equal values and differs for others: the key of hash tables (groups, sets, `$in`). */
export function valueKey(value: unknown): string {
  const type = bsonType(value);
  switch (ranks[type]) {
    case 10:
      return numberKey(value, type);
    case 15:
      return `s${textOf(value).length}:${textOf(value)}`;
    case 20:
      return `{${entriesOf(value as Document)
        .map(([name, item]) => `${name.length}:${name}=${valueKey(item)}`)
        .join(',')}}`;
    case 25:
      return `[${(value as unknown[]).map(valueKey).join(',')}]`;
    case 30:
      return `b${(value as BinaryLike).sub_type ?? 0}:${Buffer.from(binaryBytes(value as BinaryLike)).toString('latin1')}`;
    case 35:
      return `o${Buffer.from(objectIdBytes(value)).toString('latin1')}`;
    case 40:
      return value === true ? 't' : 'f';
    case 45:
      return `d${(value as Date).getTime()}`;
    case 47:
      return `c${(value as Timestamp).t}.${(value as Timestamp).i}`;
    case 50:
      return `r${regexFlags(value)}/${regexSource(value)}`;
    case 60:
    case 65:
      return `j${String((value as { code: unknown }).code)}`;
    default:
      return type;
  }
}

function numberKey(value: unknown, type: BsonType): string {
  const number = numericValue(value);
  if (Number.isSafeInteger(number) && type !== 'decimal') return `n${number === 0 ? 0 : number}`;
  if (Number.isNaN(number)) return 'nNaN';
  const exact = exactValue(value);
  if (exact.kind === 'finite' && compareDecimals(exact, parseDecimal(number)) === 0) return `n${number === 0 ? 0 : number}`;
  return `n${canonicalDecimalText(exact)}`;
}

/** Copies documents and arrays; scalars are never changed in place and are shared. */
export function cloneValue<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(cloneValue) as Value;
  if (!isDocument(value) || (value as { _bsontype?: unknown })._bsontype === 'DBRef') return value;
  const copy: Document = {};
  for (const name of Object.keys(value)) setField(copy, name, cloneValue(value[name]));
  return copy as Value;
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
