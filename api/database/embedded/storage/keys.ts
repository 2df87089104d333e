import { createHash } from 'node:crypto';
import { ObjectId, type Decimal128, type Long, type Timestamp } from 'bson';
import { bsonType, entriesOf, numericValue, regexFlags, regexSource, type Document } from '../values/values.js';

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
const hashBytes = 16;
/** Behind each text of an ascending key, and nowhere in it. */
export const endOfText = Buffer.of(0, 0);

class KeyWriter {
  private buffer = Buffer.allocUnsafe(1024);
  private length = 0;

  take(): Buffer {
    const taken = Buffer.from(this.buffer.subarray(0, this.length));
    this.length = 0;
    return taken;
  }

  discard(): void {
    this.length = 0;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length] = value;
    this.length += 1;
  }

  uint32(value: number): void {
    this.reserve(4);
    this.length = this.buffer.writeUInt32BE(value >>> 0, this.length);
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
  }

  /** Sign flip for positive numbers, all bits for negative ones; NaN, which MongoDB sorts first, is zero. */
  double(value: number): void {
    this.reserve(8);
    const start = this.length;
    this.length += 8;
    if (Number.isNaN(value)) {
      this.buffer.fill(0, start, start + 8);
      return;
    }
    this.buffer.writeDoubleBE(value === 0 ? 0 : value, start);
    const first = this.buffer[start] ?? 0;
    if (first < 0x80) this.buffer[start] = first | 0x80;
    else for (let at = start; at < start + 8; at += 1) this.buffer[at] = ~(this.buffer[at] ?? 0) & 0xff;
  }

  int64(value: number): void {
    this.reserve(8);
    this.length = this.buffer.writeBigUInt64BE(BigInt.asUintN(64, BigInt(value)) ^ (1n << 63n), this.length);
  }

  /** UTF-8 with 00 → 00 FF and the end 00 00. */
  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.reserve(size + 2);
    const start = this.length;
    this.length += this.buffer.write(value, start);
    if (value.includes('\0')) {
      const plain = Buffer.from(this.buffer.subarray(start, this.length));
      this.length = start;
      for (const byte of plain) {
        this.byte(byte);
        if (byte === 0) this.byte(0xff);
      }
    }
    this.byte(0);
    this.byte(0);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + count));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }
}

const writer = new KeyWriter();

/** The full key of one value, however long. */
export function encodeValue(value: unknown): Buffer {
  try {
    writeValue(writer, value);
    return writer.take();
  } catch (error) {
    writer.discard();
    throw error;
  }
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

/** The nearest double, then what is lost by it: 80 for nothing, above or below with the difference behind. */
function writeNumber(into: KeyWriter, value: unknown, type: 'int' | 'double' | 'long' | 'decimal'): void {
  const nearest = numericValue(value);
  if (type === 'decimal' && !Number.isFinite(nearest)) return writeHugeDecimal(into, value as Decimal128, nearest);
  into.double(nearest);
  const difference =
    type === 'long' ? longDifference(value, nearest) : type === 'decimal' ? decimalDifference(value as Decimal128, nearest) : 0;
  if (difference === 0) return into.byte(0x80);
  into.byte(difference > 0 ? 0x81 : 0x7f);
  into.double(difference);
}

function longDifference(value: unknown, nearest: number): number {
  if (Number.isSafeInteger(nearest)) return 0;
  const exact = typeof value === 'bigint' ? value : (value as Long).toBigInt();
  return Number(exact - BigInt(nearest));
}

/** Differences are doubles too: two decimals that agree in about 31 digits share a key. */
function decimalDifference(value: Decimal128, nearest: number): number {
  const exact = fractionOf(value.toString());
  const near = fractionOf(nearest.toString().includes('e') || !Number.isInteger(nearest) ? exactText(nearest) : nearest.toString());
  const scale = exact.exponent < near.exponent ? exact.exponent : near.exponent;
  const difference = exact.digits * 10n ** BigInt(exact.exponent - scale) - near.digits * 10n ** BigInt(near.exponent - scale);
  return difference === 0n ? 0 : Number(`${difference}e${scale}`);
}

function fractionOf(text: string): { digits: bigint; exponent: number } {
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** A double's exact decimal expansion: its shortest text is rounded, and a rounded difference would break the order. */
function exactText(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponentBits = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (exponentBits === 0 ? 0n : 1n << 52n);
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075;
  const sign = bits >> 63n === 1n ? '-' : '';
  if (exponent >= 0) return `${sign}${mantissa << BigInt(exponent)}`;
  return `${sign}${mantissa * 5n ** BigInt(-exponent)}e${exponent}`;
}

/** Decimals beyond the doubles' range sort outside all doubles; NaN and the infinities are the doubles' own. */
function writeHugeDecimal(into: KeyWriter, value: Decimal128, nearest: number): void {
  const text = value.toString();
  if (Number.isNaN(nearest) || /inf/i.test(text)) {
    into.double(nearest);
    return into.byte(0x80);
  }
  const { digits, exponent } = fractionOf(text);
  const magnitude = `${digits < 0n ? -digits : digits}`;
  const order = exponent + magnitude.length;
  into.double(nearest > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE);
  into.byte(nearest > 0 ? 0x82 : 0x7e);
  into.double(nearest > 0 ? order : -order);
  into.double(Number(`0.${magnitude}`) * Math.sign(nearest));
}

function typeByte(value: unknown): number {
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
  const bytes = encodeValue(value);
  if (bytes.length <= limitBytes) return { bytes, clipped: false };
  const hash = createHash('sha256').update(bytes).digest().subarray(0, hashBytes);
  return { bytes: Buffer.concat([bytes.subarray(0, limitBytes - hashBytes), hash]), clipped: true };
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

export function invert(bytes: Uint8Array): Buffer {
  const inverted = Buffer.from(bytes);
  for (let at = 0; at < inverted.length; at += 1) inverted[at] = ~(inverted[at] ?? 0) & 0xff;
  return inverted;
}

/** The least key after every key that begins with these bytes. */
export function afterPrefix(prefix: Uint8Array): Buffer {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end -= 1;
  if (end === 0) throw new RangeError('No key sorts after a prefix of only FF bytes');
  const after = Buffer.from(prefix.subarray(0, end));
  after[end - 1] = (after[end - 1] ?? 0) + 1;
  return after;
}

export function uint32Key(value: number): Buffer {
  const key = Buffer.allocUnsafe(4);
  key.writeUInt32BE(value);
  return key;
}

/** One field's bounds in the order of its values; absent bounds end at the values of the same type. */
export interface FieldRange {
  lower?: { value: unknown; inclusive: boolean };
  upper?: { value: unknown; inclusive: boolean };
}

export interface KeyRange {
  /** Inclusive. */
  start: Buffer;
  /** Exclusive. */
  end: Buffer;
}

/** The bytes between which a field's values within the range lie; may be wider for values that are clipped, so test the documents again. */
export function encodeFieldRange(range: FieldRange, direction: 1 | -1, limitBytes: number): KeyRange {
  const sample = range.lower?.value ?? range.upper?.value;
  const rank = typeByte(sample === undefined ? null : sample);
  const lower = range.lower ? edge(range.lower, limitBytes) : undefined;
  const upper = range.upper ? edge(range.upper, limitBytes) : undefined;
  const [low, high] = direction === 1 ? [lower, upper] : [upper, lower];
  const turn = (bytes: Buffer): Buffer => (direction === 1 ? bytes : invert(bytes));
  const start = low === undefined ? turn(Buffer.from([rank])) : low.inclusive ? turn(low.bytes) : afterPrefix(turn(low.bytes));
  const end =
    high === undefined ? afterPrefix(turn(Buffer.from([rank]))) : high.inclusive ? afterPrefix(turn(high.bytes)) : turn(high.bytes);
  return { start, end };
}

function edge(bound: { value: unknown; inclusive: boolean }, limitBytes: number): { bytes: Buffer; inclusive: boolean } {
  const bytes = encodeValue(bound.value);
  if (bytes.length <= limitBytes) return { bytes, inclusive: bound.inclusive };
  return { bytes: bytes.subarray(0, limitBytes - hashBytes), inclusive: true };
}
