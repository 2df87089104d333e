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
 * Reads a range in growing chunks. No read transaction stays open between two chunks, so a cursor that a client leaves lying about never
 * pins old pages; a chunk that is read later sees later commits, as MongoDB's own yielding reads do.
 */
export class RangeReader {
  private entries: Entry[] = [];
  private position = 0;
  private isLast = false;

  constructor(
    private readonly table: ReadableTable,
    private range: KeyRange,
    private readonly reverse: boolean,
    private chunkEntries = firstChunkEntries,
  ) {}

  /** Undefined behind the last. */
  next(): Entry | undefined {
    if (this.position === this.entries.length && !this.isLast) this.readOn();
    const entry = this.entries[this.position];
    this.position += 1;
    return entry;
  }

  private readOn(): void {
    const last = this.entries.at(-1);
    const { start, end } = this.range;
    if (last) this.range = this.reverse ? { start, end: last.key } : { start: Buffer.concat([last.key, Buffer.of(0)]), end };
    const { entries, isLast } = readChunk(this.table, this.range, this.reverse, this.chunkEntries);
    this.entries = entries;
    this.isLast = isLast;
    this.position = 0;
    this.chunkEntries = Math.min(this.chunkEntries * 4, maxChunkEntries);
  }
}

/** The entries of a range, as a RangeReader reads them. */
export function* entriesBetween(table: ReadableTable, range: KeyRange, reverse = false): Generator<Entry> {
  const reader = new RangeReader(table, range, reverse);
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) yield entry;
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
