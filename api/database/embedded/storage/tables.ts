import { type Database } from 'lmdb';
import { type IndexUses } from '../queries/index-uses.js';

export interface RangeOptions {
  start?: Buffer;
  end?: Buffer;
  reverse?: boolean;
  limit?: number;
}

/** What is read from a table, live or as it was at one moment. Ranges are LMDB's: a reverse one includes its start and excludes its end. */
export interface ReadableTable {
  get(key: Buffer): Buffer | undefined;
  doesExist(key: Buffer): boolean;
  getRange(options: RangeOptions): Iterable<{ key: Buffer; value: Buffer }>;
  getKeys(options: RangeOptions): Iterable<Buffer>;
  getKeysCount(options: RangeOptions): number;
}

/** What commands read and write: a table on the disk, or what an open transaction sees of one. */
export interface Table extends ReadableTable {
  put(key: Buffer, value: Buffer): unknown;
  remove(key: Buffer): unknown;
}

export type LiveTable = Database<Buffer, Buffer>;

export interface WriteOptions {
  /** How long the write may wait for a transaction to end that has written the same. */
  maxTimeMs?: number;
}

/** Where commands find the tables: the store itself, or what an open transaction sees of it. */
export interface Storage {
  readonly documents: Table;
  readonly indexes: Table;
  readonly oplog: Table;
  readonly catalog: Table;
  readonly transactions: Table;
  /** Grows before others can see what was written. */
  readonly writeCount: number;
  readonly indexUses: IndexUses;
  /** Runs a synchronous action that writes; see `Store.write`. */
  write<Result>(action: () => Result, options?: WriteOptions): Promise<Result>;
  close(): Promise<void>;
}
