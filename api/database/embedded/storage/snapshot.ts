import { type RootDatabase, type Transaction as ReadTransaction } from 'lmdb';
import { QueryError } from '../query-errors.js';
import { type LiveTable, type RangeOptions, type ReadableTable } from './tables.js';

/** Tables as they were at one moment. LMDB keeps their pages for as long as it is open, so nobody may hold one for long. */
export interface Snapshot {
  readonly documents: ReadableTable;
  readonly indexes: ReadableTable;
  readonly oplog: ReadableTable;
  readonly catalog: ReadableTable;
  readonly transactions: ReadableTable;
  close(): void;
}

type LiveTables = Readonly<Record<Exclude<keyof Snapshot, 'close'>, LiveTable>>;

/** Reads from a snapshot that is over throw code 251: its transaction was ended while a statement was still reading. */
export function openSnapshot(root: RootDatabase<Buffer, Buffer>, tables: LiveTables): Snapshot {
  // The read transaction at hand may have begun before the last commit: what a client was told of must be there.
  root.resetReadTxn();
  const transaction = root.useReadTransaction();
  let isOpen = true;
  const current = (): ReadTransaction => {
    if (!isOpen) throw new QueryError(251, 'The transaction has been aborted.');
    return transaction;
  };
  const table = (live: LiveTable): ReadableTable => snapshotTable(live, current);
  return {
    documents: table(tables.documents),
    indexes: table(tables.indexes),
    oplog: table(tables.oplog),
    catalog: table(tables.catalog),
    transactions: table(tables.transactions),
    close() {
      if (isOpen) transaction.done();
      isOpen = false;
    },
  };
}

function snapshotTable(live: LiveTable, current: () => ReadTransaction): ReadableTable {
  const within = (options: RangeOptions): RangeOptions & { transaction: ReadTransaction } => ({ ...options, transaction: current() });
  return {
    get: (key) => live.get(key, { transaction: current() }),
    doesExist: (key) => live.get(key, { transaction: current() }) !== undefined,
    getRange: (options) => live.getRange(within(options)),
    getKeys: (options) => live.getKeys(within(options)),
    getKeysCount: (options) => live.getKeysCount(within(options)),
  };
}
