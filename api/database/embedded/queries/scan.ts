import { decodeDocument } from '../values/bson-documents.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { type StoredDocument } from '../storage/documents.js';
import { documentKey } from '../storage/index-entries.js';
import { endOfText, type KeyRange } from '../storage/keys.js';
import { type IndexScan, type KeyOrder, type Plan } from './planner.js';
import { entriesBetween } from '../storage/ranges.js';
import { type Store } from '../storage/store.js';
import { type Document } from '../values/values.js';

export type CompareDocuments = (left: Document, right: Document) => number;

/** What a plan reads, each document once; in the wanted order when the plan gives it (`compare` then merges its ranges). */
export function* scanPlan(store: Store, collection: CollectionRecord, plan: Plan, compare?: CompareDocuments): Generator<StoredDocument> {
  const sources = plan.scans.flatMap((scan) =>
    scan.keyOrder && plan.isOrdered && (scan.keyOrder.isBehindText || scan.ranges.length > 1)
      ? [scanInKeyOrder(store, collection, scan, scan.keyOrder)]
      : inScanOrder(scan).map((range) => scanRange(store, collection, scan, range)),
  );
  const isMerged = plan.isOrdered && compare !== undefined && sources.length > 1;
  const documents = isMerged ? merge(sources, (left, right) => compare(left.document, right.document)) : concatenate(sources);
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
  for (const { value: idBytes } of entriesBetween(store.indexes, range, scan.reverse)) yield* readById(store, collection, idBytes);
}

function* readById(store: Store, collection: CollectionRecord, idBytes: Buffer): Generator<StoredDocument> {
  const bytes = store.documents.get(documentKey(collection, idBytes));
  // The document can be gone by the time a later chunk of its index is read.
  if (bytes !== undefined) yield { idBytes, bytes, document: decodeDocument(bytes) };
}

interface OrderedEntry {
  readonly order: Buffer;
  readonly idBytes: Buffer;
}

/** The entries of all ranges in one order, by their keys: documents, which are much more to read, are read one by one, as they are wanted. */
function* scanInKeyOrder(store: Store, collection: CollectionRecord, scan: IndexScan, order: KeyOrder): Generator<StoredDocument> {
  const { direction, isBehindText, starts } = order;
  const compare = (left: OrderedEntry, right: OrderedEntry): number => left.order.compare(right.order) * direction;
  const isReverse = direction === -1;
  // Where there are many ranges, only the first entries of most are wanted.
  const firstChunk = scan.ranges.length > 16 ? 4 : undefined;
  function* read(range: KeyRange, start: number): Generator<OrderedEntry> {
    for (const { key, value } of entriesBetween(store.indexes, range, isReverse, firstChunk)) {
      yield { order: key.subarray(isBehindText ? key.indexOf(endOfText, start) + endOfText.length : start), idBytes: value };
    }
  }
  const ranges = scan.ranges.map((range, position) => read(range, starts[position] ?? 0));
  const entries = isBehindText ? ranges.flatMap((range) => [...range]).sort(compare) : merge(ranges, compare);
  for (const { idBytes } of entries) yield* readById(store, collection, idBytes);
}

function* concatenate(sources: Generator<StoredDocument>[]): Generator<StoredDocument> {
  for (const source of sources) yield* source;
}

function* merge<Item>(sources: Generator<Item>[], compare: (left: Item, right: Item) => number): Generator<Item> {
  const heads: { source: Generator<Item>; head: Item }[] = [];
  const insert = (source: Generator<Item>): void => {
    const next: IteratorResult<Item, unknown> = source.next();
    if (next.done === true) return;
    const head = next.value;
    let [low, high] = [0, heads.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = heads[middle];
      if (other !== undefined && compare(other.head, head) <= 0) low = middle + 1;
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
