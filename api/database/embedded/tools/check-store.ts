import { readCollections, readNextId, type CollectionRecord } from '../storage/catalog.js';
import { uint32Key } from '../storage/key-ranges.js';
import { type Store } from '../storage/store.js';
import { type ReadableTable } from '../storage/tables.js';
import { checkCollection } from './check-collection.js';
import { checkHistory, checkRetryableWrites } from './check-history.js';
import { countThings, type CheckListener, type Walked } from './check-listener.js';

const maxId = 2 ** 32 - 1;

/**
 * Walks over everything in a store and tells what is wrong with it. It runs without a pause: LMDB's snapshot lasts until the next turn of
 * the event loop, so all that is compared is of one moment, also while a server writes.
 */
export function checkStore(store: Store, listener: CheckListener): Walked {
  const collections = readCollectionsOrTell(store, listener);
  const walked: Walked = { collections: collections.length, documents: 0, indexEntries: 0, changes: 0 };
  checkIds(store, collections, listener);
  for (const collection of collections) {
    const { documents, indexEntries } = checkCollection(store, collection, listener);
    walked.documents += documents;
    walked.indexEntries += indexEntries;
    const name = `${collection.database}.${collection.name}`;
    listener.onProgress(
      `${name}: ${countThings(documents, 'document')}, ${countThings(collection.indexes.length + 1, 'index', 'indexes')}`,
    );
  }
  checkNoLeftovers(store.documents, new Set(collections.map(({ id }) => id)), 'documents', 'collection', listener);
  checkNoLeftovers(store.indexes, new Set(collections.flatMap(indexIds)), 'entries', 'index', listener);
  walked.changes = checkHistory(store, listener);
  checkRetryableWrites(store, listener);
  return walked;
}

const indexIds = (collection: CollectionRecord): number[] => collection.indexes.map(({ id }) => id);

function readCollectionsOrTell(store: Store, { onProblem }: CheckListener): CollectionRecord[] {
  try {
    return [...readCollections(store).values()];
  } catch (error) {
    onProblem(`the catalog cannot be read: ${String(error)}`);
    return [];
  }
}

/** An id that is used twice would mix up two collections, and one that is still to be given would. */
function checkIds(store: Store, collections: CollectionRecord[], { onProblem }: CheckListener): void {
  const nextId = readNextId(store);
  const seen = new Set<number>();
  for (const collection of collections) {
    for (const id of [collection.id, ...indexIds(collection)]) {
      const name = `${collection.database}.${collection.name}`;
      if (seen.has(id)) onProblem(`${name}: the number ${id} of it, or of one of its indexes, is used twice`);
      if (id >= nextId)
        onProblem(`${name}: the number ${id} of it, or of one of its indexes, is still to be given (the next is ${nextId})`);
      seen.add(id);
    }
  }
}

/** Jumps from each number that stands before keys to the next. */
function checkNoLeftovers(
  table: ReadableTable,
  known: ReadonlySet<number>,
  what: string,
  owner: string,
  { onProblem }: CheckListener,
): void {
  let start = uint32Key(0);
  for (;;) {
    const [key] = table.getKeys({ start, limit: 1 });
    if (key === undefined) return;
    const id = Buffer.from(key).readUInt32BE(0);
    if (!known.has(id)) onProblem(`there are ${what} of the ${owner} number ${id}, which is not in the catalog`);
    if (id === maxId) return;
    start = uint32Key(id + 1);
  }
}
