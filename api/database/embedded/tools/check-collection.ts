import { decodeDocument, maxDocumentBytes } from '../values/bson-documents.js';
import { isMultikeyPath, type CollectionRecord, type IndexRecord } from '../storage/catalog.js';
import { documentKey, entriesOfDocument, type IndexEntries } from '../storage/index-entries.js';
import { afterPrefix, uint32Key } from '../storage/key-ranges.js';
import { encodeId } from '../storage/keys.js';
import { countBetween, entriesBetween } from '../storage/ranges.js';
import { type Store } from '../storage/store.js';
import { formatValue } from '../values/format-value.js';
import { type Document } from '../values/values.js';
import { nameNumber, type CheckListener } from './check-listener.js';

interface Stored {
  idBytes: Buffer;
  document: Document;
  /** How it is called in a line for people. */
  name: string;
}

interface IndexCount {
  index: IndexRecord;
  expected: number;
}

/** Each document decodes and lies under its `_id`, and has its entries in each index; and no index has others. */
export function checkCollection(
  store: Store,
  collection: CollectionRecord,
  listener: CheckListener,
): { documents: number; indexEntries: number } {
  const counts = collection.indexes.map((index): IndexCount => ({ index, expected: 0 }));
  const tell = (text: string): void => listener.onProblem(`${collection.database}.${collection.name}: ${text}`);
  let documents = 0;
  for (const { key, value } of entriesBetween(store.documents, rangeOf(collection.id))) {
    documents += 1;
    const stored = readStored(key.subarray(4), value, tell);
    if (stored !== undefined) for (const count of counts) count.expected += checkEntries(store, count.index, stored, tell);
  }
  let indexEntries = 0;
  for (const { index, expected } of counts) {
    const held = countBetween(store.indexes, rangeOf(index.id));
    indexEntries += held;
    if (held !== expected) tell(`the index ${index.name} has ${nameNumber(held)} entries, its documents make ${nameNumber(expected)}`);
    // Nothing is missing, as was seen from the documents' side; so the numbers tell whether there is something else.
    if (held !== expected) tellStrangers(store, collection, index, tell);
  }
  return { documents, indexEntries };
}

function rangeOf(id: number): { start: Buffer; end: Buffer } {
  const start = uint32Key(id);
  return { start, end: afterPrefix(start) };
}

function readStored(idBytes: Buffer, bytes: Buffer, tell: (text: string) => void): Stored | undefined {
  const place = `the document under the key ${idBytes.toString('hex').slice(0, 80)}`;
  try {
    if (bytes.length < 5 || bytes.readInt32LE(0) !== bytes.length) {
      tell(`${place} is cut: it has ${bytes.length} bytes`);
      return undefined;
    }
    const document = decodeDocument(bytes);
    const name = `the document with _id ${formatValue(document['_id'])}`;
    if (!encodeId(document['_id']).equals(idBytes)) tell(`${name} lies under the key of another`);
    if (bytes.length > maxDocumentBytes) tell(`${name} has ${nameNumber(bytes.length)} bytes, more than a document may have`);
    return { idBytes, document, name };
  } catch (error) {
    tell(`${place} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** How many entries the document has to have in the index. */
function checkEntries(store: Store, index: IndexRecord, stored: Stored, tell: (text: string) => void): number {
  const entries = makeEntries(index, stored, tell);
  if (entries === undefined) return 0;
  let own = 0;
  for (const key of entries.keys) {
    const holder = store.indexes.get(key);
    if (holder === undefined) tell(`${stored.name} is missing in the index ${index.name}`);
    else if (!stored.idBytes.equals(holder)) tell(`${stored.name} has the same key in the unique index ${index.name} as another document`);
    else own += 1;
  }
  const unknown = entries.multikeyPaths.find((path) => !isMultikeyPath(index, path));
  if (unknown !== undefined) tell(`${stored.name} has an array in ${unknown}, of which the index ${index.name} does not know`);
  if (entries.isClipped && !index.isClipped)
    tell(`${stored.name} has a value too long for a key, of which the index ${index.name} does not know`);
  return own;
}

function makeEntries(index: IndexRecord, { document, idBytes, name }: Stored, tell: (text: string) => void): IndexEntries | undefined {
  try {
    return entriesOfDocument(index, document, idBytes);
  } catch (error) {
    tell(`${name} cannot be in the index ${index.name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function tellStrangers(store: Store, collection: CollectionRecord, index: IndexRecord, tell: (text: string) => void): void {
  for (const { key, value } of entriesBetween(store.indexes, rangeOf(index.id))) {
    const bytes = store.documents.get(documentKey(collection, value));
    if (bytes === undefined) {
      tell(`the index ${index.name} has an entry for a document that is not there (key ${value.toString('hex').slice(0, 80)})`);
      continue;
    }
    const stored = readStored(value, bytes, () => undefined);
    if (stored === undefined) continue;
    const { keys } = makeEntries(index, stored, () => undefined) ?? { keys: [] };
    if (!keys.some((own) => own.equals(key))) tell(`the index ${index.name} has an entry of ${stored.name} that this does not make`);
  }
}
