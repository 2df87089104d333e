import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { damagedExitCode, newerFormatExitCode, unfinishedExitCode } from './damage-exit-codes.js';
import { Store, dataFileName, formatKey, formatVersion, type Table } from './store.js';

/** Reads a data file from end to end, as far as the time goes. A damaged one ends this process by an error or by a signal. */

const maxReadMs = 10_000;

/** Where LMDB's meta pages, the first two of the file, hold what (64 bit, little-endian). */
const metaPage = { magic: 24, pageSize: 48, lastPage: 144, transaction: 152, bytes: 160 } as const;
const lmdbMagic = 0xbeefc0de;

function main(folder: string): number {
  const isWhole = checkMetaPages(join(folder, dataFileName));
  const store = new Store(folder, { readOnly: true });
  // The library answers undefined for a table that was never made, whatever its types say.
  const tables: (Table | undefined)[] = [store.catalog, store.transactions, store.oplog, store.indexes, store.documents];
  if (tables.some((table) => table === undefined) || store.catalog.get(formatKey) === undefined) return unfinishedExitCode;
  const format = readTables(store, isWhole ? Date.now() + maxReadMs : Infinity);
  return format > formatVersion ? newerFormatExitCode : 0;
}

/** Whether the file is as long as its newer meta page says. A shorter one can be whole, when its last pages are free: then all is read. */
function checkMetaPages(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const first = readMetaPage(file, 0);
    const second = readMetaPage(file, first.pageSize);
    const newer = first.transaction > second.transaction ? first : second;
    return fstatSync(file).size >= (newer.lastPage + 1) * first.pageSize;
  } finally {
    closeSync(file);
  }
}

function readMetaPage(file: number, position: number): { pageSize: number; lastPage: number; transaction: number } {
  const bytes = Buffer.alloc(metaPage.bytes);
  readSync(file, bytes, 0, bytes.length, position);
  if (bytes.readUInt32LE(metaPage.magic) !== lmdbMagic) throw new Error('its first pages are not those of a database');
  const pageSize = bytes.readUInt32LE(metaPage.pageSize);
  if (pageSize < 256 || pageSize > 65536) throw new Error('its page size is impossible');
  return {
    pageSize,
    lastPage: Number(bytes.readBigUInt64LE(metaPage.lastPage)),
    transaction: Number(bytes.readBigUInt64LE(metaPage.transaction)),
  };
}

function readTables(store: Store, deadline: number): number {
  for (const table of [store.catalog, store.transactions, store.oplog, store.indexes, store.documents]) readTable(table, deadline);
  for (const { value } of store.documents.getRange({ limit: 1000 })) {
    if (value.readInt32LE(0) !== value.length) throw new Error('a document is cut');
  }
  return Number(store.catalog.get(formatKey)?.toString());
}

/** Every value is copied, so every page is touched. */
function readTable(table: Table, deadline: number): void {
  let previous: Buffer | undefined;
  let count = 0;
  for (const { key } of table.getRange({})) {
    if (previous !== undefined && previous.compare(key) >= 0) throw new Error('its keys are out of order');
    previous = Buffer.from(key);
    count += 1;
    if (count % 1000 === 0 && Date.now() > deadline) return;
  }
}

try {
  process.exit(main(process.argv[2] ?? ''));
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exit(damagedExitCode);
}
