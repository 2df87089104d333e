import { type CollectionRecord, type IndexRecord } from './catalog.js';
import { invert, uint32Key } from './key-ranges.js';
import { encodePart, idKeyLimitBytes, indexPartLimit } from './keys.js';
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
  return Buffer.concat([uint32Key(collection.id), idBytes]);
}

/** The keys under which an index holds a document; the `_id` stands behind those that need not be unique. */
export function entriesOfDocument(index: IndexRecord, document: Document, idBytes: Uint8Array): IndexEntries {
  if (!passesPartialFilter(index, document)) return nothing;
  const limit = indexPartLimit(index.fields.length);
  const multikeyPaths: string[] = [];
  let isClipped = idBytes.length >= idKeyLimitBytes;
  let isPresent = false;
  let keys: Buffer[] = [uint32Key(index.id)];
  for (const { path, direction } of index.fields) {
    const found = indexValues(document, path);
    if (found.multikey) {
      checkParallel(index, path, multikeyPaths.at(-1));
      multikeyPaths.push(path);
    }
    isPresent ||= found.values.some((value) => value !== null) || (index.isSparse && hasPath(document, path.split('.')));
    const parts = found.values.map((value) => {
      const part = encodePart(value, limit);
      isClipped ||= part.clipped;
      return direction === 1 ? part.bytes : invert(part.bytes);
    });
    keys = keys.flatMap((key) => parts.map((part) => Buffer.concat([key, part])));
    if (keys.length > maxKeysPerDocument) throw new RangeError(`A document has over ${maxKeysPerDocument} keys in the index ${index.name}`);
  }
  if (index.isSparse && !isPresent) return nothing;
  const complete = index.isUnique ? keys : keys.map((key) => Buffer.concat([key, idBytes]));
  return { keys: multikeyPaths.length > 0 ? withoutRepeats(complete) : complete, multikeyPaths, isClipped };
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
