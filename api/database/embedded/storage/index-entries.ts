import { type CollectionRecord, type IndexRecord } from './catalog.js';
import { KeyWriter } from './key-writer.js';
import { idKeyLimitBytes, indexPartLimit, writePart } from './keys.js';
import { compileMatch } from '../filters/match.js';
import { indexValues } from '../values/paths.js';
import { QueryError } from '../query-errors.js';
import { type Document } from '../values/values.js';

export interface IndexEntries {
  keys: Buffer[];
  /** The fields that hold arrays, or stand in one. */
  multikeyPaths: readonly string[];
  isClipped: boolean;
}

const nothing: IndexEntries = { keys: [], multikeyPaths: [], isClipped: false };
/** MongoDB has no such limit; a document that exceeds it would hold the one writer for seconds. */
const maxKeysPerDocument = 100_000;

const writer = new KeyWriter();
const partialTests = new WeakMap<Document, (document: Document) => boolean>();

function passesPartialFilter(index: IndexRecord, document: Document): boolean {
  if (index.partialFilter === undefined) return true;
  let test = partialTests.get(index.partialFilter);
  if (test === undefined) {
    test = compileMatch(index.partialFilter);
    partialTests.set(index.partialFilter, test);
  }
  return test(document);
}

export function documentKey(collection: CollectionRecord, idBytes: Uint8Array): Buffer {
  const key = Buffer.allocUnsafe(4 + idBytes.length);
  key.writeUInt32BE(collection.id);
  key.set(idBytes, 4);
  return key;
}

/** The keys under which an index holds a document; the `_id` stands behind those that need not be unique. */
export function entriesOfDocument(index: IndexRecord, document: Document, idBytes: Uint8Array): IndexEntries {
  if (!passesPartialFilter(index, document)) return nothing;
  const multikeyPaths: string[] = [];
  const values: unknown[][] = [];
  let isPresent = false;
  let keyCount = 1;
  for (const { path } of index.fields) {
    const found = indexValues(document, path);
    if (found.multikey) {
      checkParallel(index, path, multikeyPaths.at(-1));
      multikeyPaths.push(path);
    }
    isPresent ||= found.values.some((value) => value !== null) || (index.isSparse && hasPath(document, path.split('.')));
    keyCount *= found.values.length;
    if (keyCount > maxKeysPerDocument) throw new RangeError(`A document has over ${maxKeysPerDocument} keys in the index ${index.name}`);
    values.push(found.values);
  }
  if (index.isSparse && !isPresent) return nothing;
  const keys: Buffer[] = [];
  writer.rewind(0);
  writer.uint32(index.id);
  const hasClipped = writeKeys(index, values, index.isUnique ? undefined : idBytes, keys);
  const isClipped = hasClipped || idBytes.length >= idKeyLimitBytes;
  return { keys: multikeyPaths.length > 0 ? withoutRepeats(keys) : keys, multikeyPaths, isClipped };
}

/** Writes a key for each combination of the values of the fields from this one on, and says whether some value had to be clipped. */
function writeKeys(index: IndexRecord, values: unknown[][], idBytes: Uint8Array | undefined, keys: Buffer[], field = 0): boolean {
  const start = writer.size;
  let hasClipped = false;
  for (const value of values[field] ?? []) {
    writer.rewind(start);
    if (writePart(writer, value, index.fields[field]?.direction ?? 1, indexPartLimit(index.fields.length))) hasClipped = true;
    if (field + 1 < values.length) {
      if (writeKeys(index, values, idBytes, keys, field + 1)) hasClipped = true;
    } else {
      if (idBytes) writer.bytes(idBytes);
      keys.push(writer.copyFrom(0));
    }
  }
  return hasClipped;
}

/** Two arrays would need an entry for each pair of their elements, which MongoDB refuses; fields of one array's elements are well. */
function checkParallel(index: IndexRecord, path: string, other: string | undefined): void {
  if (other === undefined || other.split('.')[0] === path.split('.')[0]) return;
  throw new QueryError(171, `cannot index parallel arrays [${path}] [${other}] (index ${index.name})`);
}

/** Whether the field is there, even as null: sparse indexes leave out only what is missing. */
function hasPath(value: unknown, parts: string[], position = 0): boolean {
  if (position === parts.length) return value !== undefined;
  if (Array.isArray(value)) return value.some((item) => hasPath(item, parts, position));
  if (typeof value !== 'object' || value === null) return false;
  return hasPath((value as Document)[parts[position] ?? ''], parts, position + 1);
}

function withoutRepeats(keys: Buffer[]): Buffer[] {
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
}
