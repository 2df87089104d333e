import { decodeDocument } from '../values/bson-documents.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { documentKey } from '../storage/index-entries.js';
import { type KeyRange } from '../storage/key-ranges.js';
import { decodeId } from '../storage/keys.js';
import { entriesBetween } from '../storage/ranges.js';
import { type Storage } from '../storage/tables.js';
import { numericValue, type Document } from '../values/values.js';
import { isAnswered } from './index-count.js';
import { type Plan } from './planner.js';

export function isOfIds(projection: Document | undefined): projection is Document {
  return projection !== undefined && Object.keys(projection).join() === '_id' && numericValue(projection['_id']) === 1;
}

/** The ids alone of what a filter finds stand in the index that answers it: no document is read for them. Undefined where none does. */
export function idsInIndex(store: Storage, collection: CollectionRecord, plan: Plan, filter: Document): Generator | undefined {
  const [scan] = plan.scans;
  // A multikey index has a document several times.
  if (scan?.index === undefined || scan.index.isMultikey || !isAnswered(plan, filter)) return undefined;
  store.indexUses.notePlan(collection, plan);
  return readIds(store, collection, scan.ranges);
}

function* readIds(store: Storage, collection: CollectionRecord, ranges: readonly KeyRange[]): Generator {
  for (const range of ranges) {
    for (const { value } of entriesBetween(store.indexes, range)) {
      const id = decodeId(value) ?? readId(store, collection, value);
      if (id !== undefined) yield id;
    }
  }
}

function readId(store: Storage, collection: CollectionRecord, idBytes: Buffer): unknown {
  const bytes = store.documents.get(documentKey(collection, idBytes));
  return bytes && decodeDocument(bytes)['_id'];
}
