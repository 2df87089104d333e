import { type Decimal128, type Long } from 'bson';
import { parseDecimal, type Decimal } from './decimals.js';

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
export const typeRanks: Readonly<Record<BsonType, number>> = {
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
  return typeRanks[bsonType(value)];
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

/** The fields of a document; the BSON decoder turns documents with `$ref` and `$id` into DBRef objects, which are documents too. */
export function entriesOf(value: Document): [string, unknown][] {
  if ((value as { _bsontype?: unknown })._bsontype !== 'DBRef' || Object.hasOwn(value, '_bsontype')) return Object.entries(value);
  const reference = value as unknown as { collection: string; oid: unknown; db?: string; fields: Document };
  const database: [string, unknown][] = reference.db === undefined ? [] : [['$db', reference.db]];
  return [['$ref', reference.collection], ['$id', reference.oid], ...database, ...Object.entries(reference.fields)];
}

/** A string, or a symbol, which MongoDB treats as one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String((value as { value: unknown }).value);
}

export interface BinaryLike {
  sub_type?: number;
  buffer: Uint8Array;
  position?: number;
}

export function binaryBytes(value: BinaryLike): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return value.position === undefined ? value.buffer : value.buffer.subarray(0, value.position);
}

export function objectIdBytes(value: unknown): Uint8Array {
  return (value as { id: Uint8Array }).id;
}

export function regexSource(value: unknown): string {
  return value instanceof RegExp ? value.source : (value as { pattern: string }).pattern;
}

/** The options in BSON's order; JavaScript's own `g`, `u` and `y` are not part of a stored expression. */
export function regexFlags(value: unknown): string {
  const flags = value instanceof RegExp ? value.flags.replace(/[guyvd]/g, '') : (value as { options: string }).options;
  return [...flags].sort().join('');
}

/** Copies documents and arrays; scalars are never changed in place and are shared. */
export function cloneValue<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(cloneValue) as Value;
  if (!isDocument(value) || (value as { _bsontype?: unknown })._bsontype === 'DBRef') return value;
  const copy: Document = {};
  for (const name of Object.keys(value)) setField(copy, name, cloneValue(value[name]));
  return copy as Value;
}
