import { decodeDocument } from '../values/bson-documents.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { type StoredDocument } from '../storage/documents.js';
import { documentKey } from '../storage/index-entries.js';
import { type KeyRange } from '../storage/keys.js';
import { type IndexScan, type Plan } from './planner.js';
import { entriesBetween } from '../storage/ranges.js';
import { type Store } from '../storage/store.js';
import { type Document } from '../values/values.js';

export type CompareDocuments = (left: Document, right: Document) => number;

/** What a plan reads, each document once; in the wanted order when the plan gives it (`compare` then merges its ranges). */
export function* scanPlan(store: Store, collection: CollectionRecord, plan: Plan, compare?: CompareDocuments): Generator<StoredDocument> {
  const sources = plan.scans.flatMap((scan) => inScanOrder(scan).map((range) => scanRange(store, collection, scan, range)));
  const isMerged = plan.isOrdered && compare !== undefined && sources.length > 1;
  const documents = isMerged ? merge(sources, compare) : concatenate(sources);
  const canRepeat = plan.scans.length > 1 || plan.scans.some((scan) => scan.index?.isMultikey);
  yield* canRepeat ? withoutRepeats(documents) : documents;
}

function inScanOrder(scan: IndexScan): KeyRange[] {
  return scan.reverse ? [...scan.ranges].reverse() : scan.ranges;
}

function* scanRange(store: Store, collection: CollectionRecord, scan: IndexScan, range: KeyRange): Generator<StoredDocument> {
  if (scan.index === undefined) {
    for (const { key, value } of entriesBetween(store.documents, range, scan.reverse)) {
      yield { idBytes: key.subarray(4), bytes: value, document: decodeDocument(value) };
    }
    return;
  }
  for (const { value: idBytes } of entriesBetween(store.indexes, range, scan.reverse)) {
    const bytes = store.documents.get(documentKey(collection, idBytes));
    // The document can be gone by the time a later chunk of its index is read.
    if (bytes !== undefined) yield { idBytes, bytes, document: decodeDocument(bytes) };
  }
}

function* concatenate(sources: Generator<StoredDocument>[]): Generator<StoredDocument> {
  for (const source of sources) yield* source;
}

function* merge(sources: Generator<StoredDocument>[], compare: CompareDocuments): Generator<StoredDocument> {
  const heads: { source: Generator<StoredDocument>; head: StoredDocument }[] = [];
  const insert = (source: Generator<StoredDocument>): void => {
    const next: IteratorResult<StoredDocument, unknown> = source.next();
    if (next.done === true) return;
    const head = next.value;
    let [low, high] = [0, heads.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = heads[middle];
      if (other !== undefined && compare(other.head.document, head.document) <= 0) low = middle + 1;
      else high = middle;
    }
    heads.splice(low, 0, { source, head });
  };
  for (const source of sources) insert(source);
  for (let first = heads.shift(); first !== undefined; first = heads.shift()) {
    yield first.head;
    insert(first.source);
  }
}

function* withoutRepeats(documents: Iterable<StoredDocument>): Generator<StoredDocument> {
  const seen = new Set<string>();
  for (const stored of documents) {
    const id = stored.idBytes.toString('latin1');
    if (seen.has(id)) continue;
    seen.add(id);
    yield stored;
  }
}
