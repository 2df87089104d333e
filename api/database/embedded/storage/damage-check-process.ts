import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { damagedExitCode, newerFormatExitCode, unfinishedExitCode } from './damage-exit-codes.js';
import { formatKey, formatVersion } from './format.js';
import { Store, dataFileName } from './store.js';
import { type LiveTable, type ReadableTable } from './tables.js';

/** Reads a data file as far as it takes to trust it. A damaged one ends this process by an error or by a signal. */

/** For the pages of all tables: on a slow disk the rest of a large file is taken on trust. */
const maxCountMs = 20_000;
/** For the entries themselves, beyond that. */
const maxReadMs = 100;
const entriesPerStep = 100_000;

/** Where LMDB's meta pages, the first two of the file, hold what (64 bit, little-endian). */
const metaPage = { magic: 24, pageSize: 48, lastPage: 144, transaction: 152, bytes: 160 } as const;
const lmdbMagic = 0xbeefc0de;

function main(folder: string): number {
  const isWhole = checkMetaPages(join(folder, dataFileName));
  const store = new Store(folder, { readOnly: true });
  const tables = [store.catalog, store.transactions, store.oplog, store.indexes, store.documents];
  // The library answers undefined for a table that was never made, whatever its types say.
  if (tables.some((table: ReadableTable | undefined) => table === undefined)) return unfinishedExitCode;
  const format = store.catalog.get(formatKey);
  if (format === undefined) return unfinishedExitCode;
  if (!/^[1-9]\d*$/.test(format.toString())) throw new Error('its format record is unreadable');
  if (Number(format.toString()) > formatVersion) return newerFormatExitCode;
  for (const table of tables) checkCount(table, Date.now() + maxCountMs);
  const deadline = isWhole ? Date.now() + maxReadMs : Infinity;
  for (const table of tables) readTable(table, deadline);
  for (const { value } of store.documents.getRange({ limit: 1000 })) {
    if (value.readInt32LE(0) !== value.length) throw new Error('a document is cut');
  }
  return 0;
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

/** Walks over all pages that hold keys, without reading these, which LMDB does in a moment: a page that was lost makes the count a wrong one. */
function checkCount(table: LiveTable, deadline: number): void {
  const { entryCount } = table.getStats() as { entryCount: number };
  let counted = 0;
  let start: Buffer = Buffer.of(0);
  for (;;) {
    const [next] = table.getKeys({ start, offset: entriesPerStep, limit: 1 });
    if (next === undefined) break;
    counted += entriesPerStep;
    start = Buffer.from(next);
    if (Date.now() > deadline) return;
  }
  counted += table.getKeysCount({ start });
  if (counted !== entryCount) throw new Error(`${counted} of ${entryCount} entries of one of its tables are there`);
}

/** Every value is copied, so every page is touched. */
function readTable(table: ReadableTable, deadline: number): void {
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
