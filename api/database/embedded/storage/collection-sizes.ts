import { idIndexName, type CollectionRecord } from './catalog.js';
import { afterPrefix, uint32Key } from './key-ranges.js';
import { countBetween, entriesBetween } from './ranges.js';
import { type ReadableTable, type Storage } from './tables.js';

/** Bytes are exact up to this many entries of a table; beyond, what the first of them come to on average stands for all. */
const measuredEntries = 1000;

export interface CollectionSizes {
  count: number;
  /** Of the documents as BSON. */
  documentBytes: number;
  /** With their keys. */
  storageBytes: number;
  indexBytes: Record<string, number>;
}

/** Documents lie under their `_id`, so the index on it takes no room of its own. */
export function measureCollection(store: Storage, collection: CollectionRecord): CollectionSizes {
  const { count, keyBytes, valueBytes } = measureEntries(store.documents, collection.id);
  const indexBytes: Record<string, number> = { [idIndexName]: 0 };
  for (const { id, name } of collection.indexes) {
    const entries = measureEntries(store.indexes, id);
    indexBytes[name] = entries.keyBytes + entries.valueBytes;
  }
  return { count, documentBytes: valueBytes, storageBytes: keyBytes + valueBytes, indexBytes };
}

export function countDocuments(store: Storage, collection: CollectionRecord): number {
  return countBetween(store.documents, rangeOf(collection.id));
}

function measureEntries(table: ReadableTable, id: number): { count: number; keyBytes: number; valueBytes: number } {
  const range = rangeOf(id);
  let [measured, keyBytes, valueBytes] = [0, 0, 0];
  for (const { key, value } of entriesBetween(table, range)) {
    if (measured === measuredEntries) {
      const count = countBetween(table, range);
      const share = count / measured;
      return { count, keyBytes: Math.round(keyBytes * share), valueBytes: Math.round(valueBytes * share) };
    }
    measured += 1;
    keyBytes += key.length;
    valueBytes += value.length;
  }
  return { count: measured, keyBytes, valueBytes };
}

function rangeOf(id: number): { start: Buffer; end: Buffer } {
  const start = uint32Key(id);
  return { start, end: afterPrefix(start) };
}
