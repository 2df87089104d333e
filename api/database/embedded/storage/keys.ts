import { createHash } from 'node:crypto';
import { ObjectId, type Timestamp } from 'bson';
import { KeyWriter } from './key-writer.js';
import { writeNumber } from './key-numbers.js';
import { bsonType, entriesOf, regexFlags, regexSource, type Document } from '../values/values.js';

/**
 * Order-preserving keys: for two values, the bytes compare as MongoDB compares the values. Every encoding is prefix-free, so parts can
 * be joined, and the keys of a descending part are its inverted bytes.
 */

const ranks = {
  minKey: 0x05,
  undefined: 0x0c,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x50,
  binary: 0x60,
  objectId: 0x70,
  boolean: 0x80,
  date: 0x90,
  timestamp: 0xa0,
  regex: 0xb0,
  code: 0xc0,
  maxKey: 0xf0,
} as const;

/** LMDB refuses keys over 1978 bytes: index parts share the first limit, the `_id` behind them has the second. */
const indexKeyLimitBytes = 1000;
export const idKeyLimitBytes = 900;
/** What stands at the end of a clipped part. */
export const hashBytes = 16;
/** Behind each text of an ascending key, and nowhere in it. */
export const endOfText = Buffer.of(0, 0);

const writer = new KeyWriter();

/** The full key of one value, however long. */
export function encodeValue(value: unknown): Buffer {
  writer.rewind(0);
  writeValue(writer, value);
  return writer.copyFrom(0);
}

function writeValue(into: KeyWriter, value: unknown): void {
  const type = bsonType(value);
  switch (type) {
    case 'minKey':
      return into.byte(ranks.minKey);
    case 'undefined':
      return into.byte(ranks.undefined);
    case 'null':
      return into.byte(ranks.null);
    case 'int':
    case 'double':
    case 'long':
    case 'decimal':
      into.byte(ranks.number);
      return writeNumber(into, value, type);
    case 'string':
      into.byte(ranks.string);
      return into.text(value as string);
    case 'symbol':
      into.byte(ranks.string);
      return into.text(String((value as { value: unknown }).value));
    case 'object':
      into.byte(ranks.object);
      return writeDocument(into, value as Document);
    case 'array':
      into.byte(ranks.array);
      for (const item of value as unknown[]) writeValue(into, item);
      return into.byte(0);
    case 'binData':
      into.byte(ranks.binary);
      return writeBinary(into, value as { buffer: Uint8Array; position?: number; sub_type?: number });
    case 'objectId':
      into.byte(ranks.objectId);
      return into.bytes((value as { id: Uint8Array }).id);
    case 'bool':
      into.byte(ranks.boolean);
      return into.byte(value === true ? 1 : 0);
    case 'date':
      into.byte(ranks.date);
      return into.int64((value as Date).getTime() || 0);
    case 'timestamp':
      into.byte(ranks.timestamp);
      into.uint32((value as Timestamp).t);
      return into.uint32((value as Timestamp).i);
    case 'regex':
      into.byte(ranks.regex);
      into.text(regexSource(value));
      return into.text(regexFlags(value));
    case 'javascript':
    case 'javascriptWithScope':
    case 'dbPointer':
      into.byte(ranks.code);
      return into.text(String((value as { code?: unknown }).code));
    case 'maxKey':
      return into.byte(ranks.maxKey);
  }
}

function writeDocument(into: KeyWriter, document: Document): void {
  for (const [name, value] of entriesOf(document)) {
    into.byte(typeByte(value));
    into.text(name);
    writeValue(into, value);
  }
  into.byte(0);
}

function writeBinary(into: KeyWriter, value: { buffer: Uint8Array; position?: number; sub_type?: number }): void {
  const bytes = value instanceof Uint8Array ? value : value.buffer.subarray(0, value.position ?? value.buffer.length);
  into.uint32(bytes.length);
  into.byte(value.sub_type ?? 0);
  into.bytes(bytes);
}

/** The byte that the key of a value begins with. */
export function typeByte(value: unknown): number {
  const type = bsonType(value);
  switch (type) {
    case 'int':
    case 'double':
    case 'long':
    case 'decimal':
      return ranks.number;
    case 'symbol':
      return ranks.string;
    case 'binData':
      return ranks.binary;
    case 'bool':
      return ranks.boolean;
    case 'javascript':
    case 'javascriptWithScope':
    case 'dbPointer':
      return ranks.code;
    default:
      return ranks[type];
  }
}

export interface KeyPart {
  bytes: Buffer;
  /** Whether the value was too long for a key: its order among equally long beginnings is lost. */
  clipped: boolean;
}

/** The key part of a value: too long ones keep their beginning and a hash of the whole, so that equality stays exact. */
export function encodePart(value: unknown, limitBytes: number): KeyPart {
  writer.rewind(0);
  const clipped = writePart(writer, value, 1, limitBytes);
  return { bytes: writer.copyFrom(0), clipped };
}

/** Adds the key part of a value to a key, and says whether it had to be clipped. */
export function writePart(into: KeyWriter, value: unknown, direction: 1 | -1, limitBytes: number): boolean {
  const start = into.size;
  writeValue(into, value);
  const clipped = into.size - start > limitBytes;
  if (clipped) {
    const hash = createHash('sha256').update(into.copyFrom(start)).digest().subarray(0, hashBytes);
    into.rewind(start + limitBytes - hashBytes);
    into.bytes(hash);
  }
  if (direction === -1) into.invertFrom(start);
  return clipped;
}

export function indexPartLimit(fieldCount: number): number {
  return Math.floor(indexKeyLimitBytes / fieldCount);
}

/** The key of an `_id` in the documents' table, without the collection. */
export function encodeId(id: unknown): Buffer {
  return encodePart(id, idKeyLimitBytes).bytes;
}

/** The `_id` that has the key, where that tells all of it: an ObjectId, or a short text without zeros. */
export function decodeId(bytes: Buffer): ObjectId | string | undefined {
  if (bytes[0] === ranks.objectId) return new ObjectId(bytes.subarray(1));
  const end = bytes.length - endOfText.length;
  if (bytes[0] !== ranks.string || bytes.length >= idKeyLimitBytes || bytes.indexOf(0) !== end) return undefined;
  return bytes.toString('utf8', 1, end);
}
