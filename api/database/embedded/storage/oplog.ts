import { Timestamp, type Binary } from 'bson';
import { decodeDocument, encodeDocument } from '../values/bson-documents.js';
import { entriesBetween, firstKey, lastKey } from './ranges.js';
import { type Store } from './store.js';
import { type Document } from '../values/values.js';

/** A point in the history: cluster time and, inside a transaction, the number of the operation. As bytes: 4 + 4 + 4, big-endian. */
export type Position = Buffer;

export const positionBytes = 12;

export type OperationType =
  | 'insert'
  | 'update'
  | 'replace'
  | 'delete'
  | 'drop'
  | 'dropDatabase'
  | 'rename'
  | 'create'
  | 'createIndexes'
  | 'dropIndexes'
  | 'modify'
  | 'noop';

export interface OplogEvent {
  type: OperationType;
  database: string;
  collection?: string;
  collectionUuid?: Binary;
  documentKey?: Document;
  updateDescription?: Document;
  /** `to` of a rename, the specification of indexes, …: what the change event says beside the common fields. */
  details?: Document;
  wallTime: Date;
  lsid?: Document;
  txnNumber?: unknown;
}

export interface OplogEntry {
  position: Position;
  event: OplogEvent;
  /** The document as BSON after an insert or a replacement. */
  after?: Buffer;
  /** The document as BSON before the change, in collections that record it. */
  before?: Buffer;
}

/** What a change brings along for the history, as BSON. */
export interface ChangeImages {
  after?: Uint8Array;
  before?: Uint8Array;
}

/** Where changes are told: the history itself, or what an open transaction will tell when it is committed. */
export interface ChangeLog {
  nextTime(): Timestamp;
  append(event: OplogEvent, images?: ChangeImages, time?: Timestamp): void;
}

export interface OplogLimits {
  maxEntries: number;
  maxAgeMs: number;
  maxBytes: number;
}

export const trimmedKey = Buffer.from('m\0trimmed');
const sizeKey = Buffer.from('m\0oplogSize');
const firstPosition = Buffer.alloc(positionBytes);
const afterAllPositions = Buffer.alloc(positionBytes, 0xff);
const trimChunkEntries = 2000;

/** The history of changes that change streams read, in commit order. Cluster times only ever grow, over restarts and clock changes too. */
export class Oplog implements ChangeLog {
  private lastTime: { t: number; i: number };
  private committedPosition: Position;
  private writtenPosition: Position;
  private size: { entries: number; bytes: number };
  private hasChanged = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly store: Store,
    private readonly limits: OplogLimits,
  ) {
    this.committedPosition = lastKey(store.oplog) ?? firstPosition;
    this.writtenPosition = this.committedPosition;
    this.lastTime = { t: this.committedPosition.readUInt32BE(0), i: this.committedPosition.readUInt32BE(4) };
    this.size = readSize(store);
  }

  /** Makes a first entry, so that every later position lies inside the history. */
  async begin(): Promise<void> {
    if (this.committedPosition.equals(firstPosition))
      await this.store.write(() => this.append({ type: 'noop', database: '', wallTime: new Date() }));
  }

  /** Inside a write: the cluster time of the next change. Never given twice, even when the write is rolled back. */
  nextTime(): Timestamp {
    const now = Math.floor(Date.now() / 1000);
    this.lastTime = now > this.lastTime.t ? { t: now, i: 1 } : { t: this.lastTime.t, i: this.lastTime.i + 1 };
    return new Timestamp(this.lastTime);
  }

  /** Inside a write: records a change at a time from `nextTime`. */
  append(event: OplogEvent, images: ChangeImages = {}, time = this.nextTime(), operation = 0): void {
    const value = encodeEntry(event, images);
    this.writtenPosition = positionOf(time, operation);
    void this.store.oplog.put(this.writtenPosition, value);
    this.size.entries += 1;
    this.size.bytes += value.length;
    this.hasChanged = true;
  }

  /** Store hook, before each action: returns what takes its entries out of the books when it is rolled back. */
  savepoint(): () => void {
    const size = { ...this.size };
    return () => {
      this.size = size;
    };
  }

  /** Store hook, inside each commit. */
  beforeCommit(): void {
    if (!this.hasChanged) return;
    const value = Buffer.alloc(16);
    value.writeDoubleBE(this.size.entries, 0);
    value.writeDoubleBE(this.size.bytes, 8);
    void this.store.catalog.put(sizeKey, value);
  }

  /** Store hook, once the commit is durable. */
  afterCommit(): void {
    if (!this.hasChanged) return;
    this.hasChanged = false;
    this.committedPosition = this.writtenPosition;
    for (const listener of this.listeners) listener();
  }

  /** Calls the listener after each commit that changed something; returns what ends that. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get lastCommitted(): Position {
    return this.committedPosition;
  }

  get operationTime(): Timestamp {
    return timeOf(this.committedPosition);
  }

  /** The entries after a position, oldest first. */
  *entriesAfter(position: Position): Generator<OplogEntry> {
    const start = Buffer.concat([position, Buffer.of(0)]);
    for (const { key, value } of entriesBetween(this.store.oplog, { start, end: afterAllPositions })) yield decodeEntry(key, value);
  }

  /** Whether every change after the position is still there. */
  reachesBackTo(position: Position): boolean {
    const trimmed = this.store.catalog.get(trimmedKey);
    return trimmed === undefined || trimmed.compare(position) <= 0;
  }

  get isOverLimit(): boolean {
    return this.size.entries > this.limits.maxEntries || this.size.bytes > this.limits.maxBytes;
  }

  /** Removes the oldest entries beyond the limits, but never the last one, which holds the cluster time. */
  async trim(): Promise<void> {
    const oldestKept = Math.floor((Date.now() - this.limits.maxAgeMs) / 1000);
    for (;;) {
      const removed = await this.store.write(() => this.trimChunk(oldestKept));
      if (removed < trimChunkEntries) return;
    }
  }

  private trimChunk(oldestKeptSeconds: number): number {
    const last = lastKey(this.store.oplog);
    let removed = 0;
    let lastRemoved: Buffer | undefined;
    for (const { key, value } of entriesBetween(this.store.oplog, { start: firstPosition, end: afterAllPositions })) {
      const isKept = !this.isOverLimit && key.readUInt32BE(0) >= oldestKeptSeconds;
      if (isKept || removed >= trimChunkEntries || last === undefined || key.equals(last)) break;
      void this.store.oplog.remove(key);
      this.size.entries -= 1;
      this.size.bytes -= value.length;
      removed += 1;
      lastRemoved = key;
    }
    if (lastRemoved !== undefined) {
      void this.store.catalog.put(trimmedKey, lastRemoved);
      this.hasChanged = true;
    }
    return removed;
  }
}

/** What the books say. */
export function readSize(store: Store): { entries: number; bytes: number } {
  const stored = store.catalog.get(sizeKey);
  if (stored === undefined || firstKey(store.oplog) === undefined) return { entries: 0, bytes: 0 };
  return { entries: stored.readDoubleBE(0), bytes: stored.readDoubleBE(8) };
}

export function positionOf(time: Timestamp, operation = 0): Position {
  const position = Buffer.allocUnsafe(positionBytes);
  position.writeUInt32BE(time.t, 0);
  position.writeUInt32BE(time.i, 4);
  position.writeUInt32BE(operation, 8);
  return position;
}

export function timeOf(position: Position): Timestamp {
  return new Timestamp({ t: position.readUInt32BE(0), i: position.readUInt32BE(4) });
}

/** The last position before everything that happened at a time. */
export function positionBefore(time: Timestamp): Position {
  const number = (BigInt(time.t) << 32n) | BigInt(time.i);
  const before = number === 0n ? 0n : number - 1n;
  const position = Buffer.alloc(positionBytes, 0xff);
  position.writeBigUInt64BE(before, 0);
  return position;
}

/** Length of the event, the event, length of the document before, that document, the document after: documents are kept as they came. */
function encodeEntry(event: OplogEvent, { after, before }: ChangeImages): Buffer {
  const head = encodeDocument({ ...event });
  const beforeLength = Buffer.alloc(4);
  beforeLength.writeUInt32LE(before?.length ?? 0);
  return Buffer.concat([head, beforeLength, before ?? Buffer.alloc(0), after ?? Buffer.alloc(0)]);
}

export function decodeEntry(position: Buffer, value: Buffer): OplogEntry {
  const headLength = value.readInt32LE(0);
  const event = decodeDocument(value.subarray(0, headLength)) as unknown as OplogEvent;
  const beforeLength = value.readUInt32LE(headLength);
  const beforeStart = headLength + 4;
  const entry: OplogEntry = { position, event };
  if (beforeLength > 0) entry.before = value.subarray(beforeStart, beforeStart + beforeLength);
  if (value.length > beforeStart + beforeLength) entry.after = value.subarray(beforeStart + beforeLength);
  return entry;
}
