import { type KeyRange } from './key-ranges.js';
import { type ReadableTable } from './tables.js';

export interface Entry {
  key: Buffer;
  value: Buffer;
}

const firstChunkEntries = 32;
const maxChunkEntries = 1024;
const maxChunkBytes = 1024 * 1024;

/**
 * The entries of a range, read in growing chunks. No read transaction stays open between two chunks, so a cursor that a client leaves
 * lying about never pins old pages; a chunk that is read later sees later commits, as MongoDB's own yielding reads do.
 */
export function* entriesBetween(table: ReadableTable, range: KeyRange, reverse = false, firstChunk = firstChunkEntries): Generator<Entry> {
  let { start, end } = range;
  let chunkEntries = firstChunk;
  for (;;) {
    const { entries, isLast } = readChunk(table, { start, end }, reverse, chunkEntries);
    yield* entries;
    const last = entries.at(-1);
    if (isLast || last === undefined) return;
    if (reverse) end = last.key;
    else start = Buffer.concat([last.key, Buffer.of(0)]);
    chunkEntries = Math.min(chunkEntries * 4, maxChunkEntries);
  }
}

function readChunk(table: ReadableTable, range: KeyRange, reverse: boolean, maxEntries: number): { entries: Entry[]; isLast: boolean } {
  const entries: Entry[] = [];
  let bytes = 0;
  if (range.start.compare(range.end) >= 0) return { entries, isLast: true };
  // LMDB's reverse ranges include their start and exclude their end: the bounds are checked here instead.
  const options = reverse ? { start: range.end, end: range.start.subarray(0, 3), reverse } : { start: range.start, end: range.end };
  for (const entry of table.getRange(options)) {
    if (reverse && range.end.compare(entry.key) <= 0) continue;
    if (reverse && range.start.compare(entry.key) > 0) return { entries, isLast: true };
    entries.push({ key: asBuffer(entry.key), value: asBuffer(entry.value) });
    bytes += entry.value.length;
    if (entries.length >= maxEntries || bytes >= maxChunkBytes) return { entries, isLast: false };
  }
  return { entries, isLast: true };
}

/** LMDB's own types promise no more than bytes. */
const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

export function countBetween(table: ReadableTable, range: KeyRange): number {
  return table.getKeysCount({ start: range.start, end: range.end });
}

export function firstKey(table: ReadableTable): Buffer | undefined {
  for (const key of table.getKeys({ limit: 1 })) return Buffer.from(key);
  return undefined;
}

export function lastKey(table: ReadableTable): Buffer | undefined {
  for (const key of table.getKeys({ reverse: true, limit: 1 })) return Buffer.from(key);
  return undefined;
}
