import { QueryError } from '../query-errors.js';
import { type IndexUses } from '../queries/index-uses.js';
import { type Snapshot } from '../storage/snapshot.js';
import { type Storage } from '../storage/tables.js';
import { BufferedTable } from './buffered-table.js';

/** MongoDB 7.0 has no limit of its own, but its memory; a commit holds the one writer here for as long as it takes to write everything. */
export const maxTransactionBytes = 64 * 1024 * 1024;

/** What an open transaction sees of the store. Its writes stay in memory until they are committed. */
export class TransactionStore implements Storage {
  readonly documents: BufferedTable;
  readonly indexes: BufferedTable;
  readonly oplog: BufferedTable;
  readonly catalog: BufferedTable;
  readonly transactions: BufferedTable;
  writeCount = 0;
  private bytes = 0;

  constructor(
    private readonly snapshot: Snapshot,
    readonly indexUses: IndexUses,
  ) {
    const note = (bytes: number): void => this.note(bytes);
    this.documents = new BufferedTable(snapshot.documents, note);
    this.indexes = new BufferedTable(snapshot.indexes, note);
    this.oplog = new BufferedTable(snapshot.oplog, note);
    this.catalog = new BufferedTable(snapshot.catalog, note);
    this.transactions = new BufferedTable(snapshot.transactions, note);
  }

  /** A statement that fails ends its transaction, so nothing has to be taken back here. */
  async write<Result>(action: () => Result): Promise<Result> {
    return action();
  }

  async close(): Promise<void> {
    this.snapshot.close();
  }

  private note(bytes: number): void {
    this.writeCount += 1;
    this.bytes += bytes;
    if (this.bytes <= maxTransactionBytes) return;
    const message = `Total size of all transaction operations must be less than ${maxTransactionBytes}. Actual size is ${this.bytes}`;
    throw new QueryError(257, message);
  }
}
