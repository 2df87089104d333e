import { encodeValue, hashBytes, typeByte } from './keys.js';

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
