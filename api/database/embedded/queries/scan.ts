import { type CollectionRecord } from '../storage/catalog.js';
import { FoundDocument, type StoredDocument } from '../storage/documents.js';
import { documentKey } from '../storage/index-entries.js';
import { type KeyRange } from '../storage/key-ranges.js';
import { endOfText } from '../storage/keys.js';
import { type IndexScan, type KeyOrder, type Plan } from './planner.js';
import { entriesBetween, RangeReader } from '../storage/ranges.js';
import { type Storage } from '../storage/tables.js';
import { type Document } from '../values/values.js';

export type CompareDocuments = (left: Document, right: Document) => number;

/** Where there are more ranges, only the first entries of most are wanted: at most so many, */
const manyRanges = 16;
const maxFirstEntries = 4;
/** and where there are as many as this, one, since each entry that is read costs two buffers: a page takes few, however many a limit allows. */
const veryManyRanges = 500;

/**
 * What a plan reads, each document once; in the wanted order when the plan gives it (`compare` then merges its ranges). About `wanted` of them
 * will be taken.
 */
export function* scanPlan(
  store: Storage,
  collection: CollectionRecord,
  plan: Plan,
  compare?: CompareDocuments,
  wanted = Infinity,
): Generator<StoredDocument> {
  const sources = plan.scans.flatMap((scan) =>
    scan.keyOrder && plan.isOrdered && (scan.keyOrder.isBehindText || scan.ranges.length > 1)
      ? [scanInKeyOrder(store, collection, scan, scan.keyOrder, wanted)]
      : inScanOrder(scan).map((range) => scanRange(store, collection, scan, range)),
  );
  const isMerged = plan.isOrdered && compare !== undefined && sources.length > 1;
  const documents = isMerged ? merge(sources.map(readerOf), (left, right) => compare(left.document, right.document)) : concatenate(sources);
  const canRepeat = plan.scans.length > 1 || plan.scans.some((scan) => scan.index?.isMultikey);
  yield* canRepeat ? withoutRepeats(documents) : documents;
}

function inScanOrder(scan: IndexScan): KeyRange[] {
  return scan.reverse ? [...scan.ranges].reverse() : scan.ranges;
}

function* scanRange(store: Storage, collection: CollectionRecord, scan: IndexScan, range: KeyRange): Generator<StoredDocument> {
  if (scan.index === undefined) {
    for (const { key, value } of entriesBetween(store.documents, range, scan.reverse)) {
      yield new FoundDocument(key.subarray(4), value);
    }
    return;
  }
  for (const { value: idBytes } of entriesBetween(store.indexes, range, scan.reverse)) yield* readById(store, collection, idBytes);
}

function* readById(store: Storage, collection: CollectionRecord, idBytes: Buffer): Generator<StoredDocument> {
  const bytes = store.documents.get(documentKey(collection, idBytes));
  // The document can be gone by the time a later chunk of its index is read.
  if (bytes !== undefined) yield new FoundDocument(idBytes, bytes);
}

interface OrderedEntry {
  /** The bytes of the key that tell the order, one a character: such texts compare as the bytes do, and faster. */
  readonly order: string;
  readonly idBytes: Buffer;
}

/** The entries of all ranges in one order, by their keys: documents, which are much more to read, are read one by one, as they are wanted. */
function* scanInKeyOrder(
  store: Storage,
  collection: CollectionRecord,
  scan: IndexScan,
  order: KeyOrder,
  wanted: number,
): Generator<StoredDocument> {
  const { direction, isBehindText, starts } = order;
  const compare = (left: OrderedEntry, right: OrderedEntry): number =>
    left.order < right.order ? -direction : left.order > right.order ? direction : 0;
  const isReverse = direction === -1;
  const count = scan.ranges.length;
  const firstChunk =
    count > manyRanges && !isBehindText
      ? Math.max(1, Math.min(count > veryManyRanges ? 1 : maxFirstEntries, Math.ceil((2 * wanted) / count)))
      : undefined;
  const sources = scan.ranges.map((range, position): (() => OrderedEntry | undefined) => {
    const reader = new RangeReader(store.indexes, range, isReverse, firstChunk);
    const start = starts[position] ?? 0;
    return () => {
      const entry = reader.next();
      if (entry === undefined) return undefined;
      const { key, value } = entry;
      return { order: key.toString('latin1', isBehindText ? key.indexOf(endOfText, start) + endOfText.length : start), idBytes: value };
    };
  });
  const entries = isBehindText ? sources.flatMap((read) => [...untilEnd(read)]).sort(compare) : merge(sources, compare);
  for (const { idBytes } of entries) yield* readById(store, collection, idBytes);
}

function* concatenate(sources: Generator<StoredDocument>[]): Generator<StoredDocument> {
  for (const source of sources) yield* source;
}

/** Gives what comes next; undefined behind the last. Of a thousand sources, as many generators would be several times as much to make and to keep. */
type Read<Item> = () => Item | undefined;

function* untilEnd<Item>(read: Read<Item>): Generator<Item> {
  for (let item = read(); item !== undefined; item = read()) yield item;
}

const readerOf =
  <Item>(source: Generator<Item, void>): Read<Item> =>
  () => {
    const next = source.next();
    return next.done === true ? undefined : next.value;
  };

function* merge<Item>(sources: Read<Item>[], compare: (left: Item, right: Item) => number): Generator<Item> {
  const heads = sources
    .flatMap((read) => {
      const head = read();
      return head === undefined ? [] : [{ read, head }];
    })
    .sort((left, right) => compare(left.head, right.head));
  for (let first = heads.shift(); first !== undefined; first = heads.shift()) {
    yield first.head;
    const head = first.read();
    if (head === undefined) continue;
    let [low, high] = [0, heads.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = heads[middle];
      if (other !== undefined && compare(other.head, head) <= 0) low = middle + 1;
      else high = middle;
    }
    heads.splice(low, 0, { read: first.read, head });
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
