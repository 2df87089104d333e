import { type Engine } from '../engine.js';
import { withKinds } from '../storage/documents.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { type Table } from '../storage/tables.js';
import { type BufferedTable } from './buffered-table.js';
import { type Transaction } from './transaction.js';

/**
 * Makes a transaction's writes everybody's, in one commit, together with the note that it is committed: whoever asks again after a crash
 * is told. All its changes have one cluster time.
 */
export async function writeTransaction(engine: Engine, transaction: Transaction): Promise<void> {
  await engine.store.write(() => {
    copyChanges(transaction.store.documents, engine.store.documents);
    copyChanges(transaction.store.indexes, engine.store.indexes);
    copyCollections(engine, transaction);
    const { lsid, txnNumber } = transaction;
    const [time, wallTime] = [engine.oplog.nextTime(), new Date()];
    for (const [operation, { event, images }] of transaction.changes.entries()) {
      engine.oplog.append({ ...event, wallTime, lsid, txnNumber }, images, time, operation);
    }
    engine.retryableWrites.keepCommit(lsid, txnNumber);
    // Writes that come behind this one in the same commit see it already.
    transaction.end(true);
  });
}

function copyChanges(from: BufferedTable, to: Table): void {
  for (const { key, value } of from.changes()) void (value === undefined ? to.remove(key) : to.put(key, value));
}

/** Others may have changed the catalog since the snapshot: collections that the transaction made are added, and what its documents brought to the others' indexes. */
function copyCollections(engine: Engine, { engine: { catalog }, collectionsBefore }: Transaction): void {
  if (catalog.collections === collectionsBefore) return;
  for (const [name, collection] of catalog.collections) {
    const before = collectionsBefore.get(name);
    if (before === collection) continue;
    const current = engine.catalog.findCollection(collection.database, collection.name);
    engine.catalog.saveCollection(before && current ? withKindsOf(current, collection) : collection);
  }
  engine.catalog.keepReservedIds();
}

function withKindsOf(current: CollectionRecord, written: CollectionRecord): CollectionRecord {
  const indexes = current.indexes.map((index) => {
    const kinds = written.indexes.find(({ id }) => id === index.id);
    return kinds ? withKinds(index, { multikeyPaths: kinds.multikeyPaths ?? [], isClipped: kinds.isClipped }) : index;
  });
  return { ...current, indexes };
}
