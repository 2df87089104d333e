import { ObjectId, onDemand, type Timestamp } from 'bson';
import { checkDocumentSize, decodeDocument, encodeDocument } from '../values/bson-documents.js';
import { idIndexName, isMultikeyPath, type Catalog, type CollectionRecord, type IndexRecord } from './catalog.js';
import { documentKey, entriesOfDocument, type IndexEntries } from './index-entries.js';
import { encodeId } from './keys.js';
import { type ChangeLog, type OperationType } from './oplog.js';
import { compileMatch } from '../filters/match.js';
import { getPath } from '../values/paths.js';
import { QueryError } from '../query-errors.js';
import { type Storage } from './tables.js';
import { type WriteClaims } from './write-claims.js';
import { formatValue } from '../values/format-value.js';
import { bsonType, isDocument, type Document } from '../values/values.js';

const timestampType = 17;

export interface StoredDocument {
  readonly idBytes: Buffer;
  readonly document: Document;
  readonly bytes: Buffer;
}

/** Decoded once, when it is first asked for: most that a scan meets are told apart by their bytes. */
export class FoundDocument implements StoredDocument {
  private decoded: Document | undefined;

  constructor(
    readonly idBytes: Buffer,
    readonly bytes: Buffer,
  ) {}

  get document(): Document {
    return (this.decoded ??= decodeDocument(this.bytes));
  }
}

/** Single documents with their index entries and their record in the history. Everything here runs inside `Store.write`. */
export class Documents {
  constructor(
    private readonly store: Storage,
    private readonly catalog: Catalog,
    private readonly changes: ChangeLog,
    private readonly claims: WriteClaims,
  ) {}

  read(collection: CollectionRecord, idBytes: Uint8Array): StoredDocument | undefined {
    const bytes = this.store.documents.get(documentKey(collection, idBytes));
    return bytes && { idBytes: Buffer.from(idBytes), document: decodeDocument(bytes), bytes };
  }

  /** Inserts a document; `bytes` are stored as they came when nothing in them has to change. Code 11000 for a duplicate key. */
  insert(collection: CollectionRecord, document: Document, bytes?: Buffer): Document {
    const time = this.changes.nextTime();
    const prepared = prepareInsert(document, bytes, time);
    this.claims.useCollection(collection);
    this.validate(collection, prepared.document);
    const idBytes = encodeId(prepared.document['_id']);
    const key = documentKey(collection, idBytes);
    if (this.store.documents.doesExist(key)) throw duplicateKey(collection, undefined, prepared.document);
    this.claims.claimKey('documents', key);
    this.writeEntries(collection, undefined, { idBytes, ...prepared });
    void this.store.documents.put(key, prepared.bytes);
    this.record('insert', collection, prepared.document, { after: prepared.bytes }, undefined, time);
    return prepared.document;
  }

  /** Puts a changed document in the place of the old one. `description` is what a change stream says of an update; absent for a replacement. */
  replace(collection: CollectionRecord, old: StoredDocument, document: Document, time: Timestamp, description?: Document): void {
    const bytes = encodeDocument(document);
    const key = documentKey(collection, old.idBytes);
    checkDocumentSize(bytes);
    this.claims.useCollection(collection);
    this.claims.claimKey('documents', key);
    this.validate(collection, document);
    this.writeEntries(collection, old, { idBytes: old.idBytes, document, bytes });
    void this.store.documents.put(key, bytes);
    // An update keeps the document in the history only where pre- and post-images were asked for.
    const isKept = description === undefined || recordsImages(collection);
    const images = { ...(isKept && { after: bytes }), ...beforeImage(collection, old) };
    this.record(description === undefined ? 'replace' : 'update', collection, document, images, description, time);
  }

  remove(collection: CollectionRecord, old: StoredDocument): void {
    const key = documentKey(collection, old.idBytes);
    this.claims.useCollection(collection);
    this.claims.claimKey('documents', key);
    for (const index of collection.indexes) {
      for (const entry of entriesOfDocument(index, old.document, old.idBytes).keys) void this.store.indexes.remove(entry);
    }
    void this.store.documents.remove(key);
    this.record('delete', collection, old.document, beforeImage(collection, old));
  }

  /** Adds the entries of one index for a document that is already stored. */
  addToIndex(collection: CollectionRecord, index: IndexRecord, stored: StoredDocument): IndexRecord {
    const entries = entriesOfDocument(index, stored.document, stored.idBytes);
    this.putEntries(collection, index, entries.keys, stored);
    return withKinds(index, entries);
  }

  /** The collection's validator: code 121 names the document that failed. */
  private validate(collection: CollectionRecord, document: Document): void {
    const validator = collection.options['validator'];
    if (!isDocument(validator) || collection.options['validationAction'] === 'warn' || compileMatch(validator)(document)) return;
    const errInfo = {
      failingDocumentId: document['_id'],
      details: { operatorName: '$and', specifiedAs: validator, reason: 'document failed the validator' },
    };
    throw new QueryError(121, 'Document failed validation', { errInfo });
  }

  private writeEntries(collection: CollectionRecord, old: StoredDocument | undefined, fresh: StoredDocument): void {
    const changes = collection.indexes.map((index) => {
      const after = entriesOfDocument(index, fresh.document, fresh.idBytes);
      if (old === undefined) return { index, entries: after, added: after.keys, removed: [] };
      const before = entriesOfDocument(index, old.document, old.idBytes).keys;
      const kept = new Set(before.map((key) => key.toString('latin1')));
      const wanted = new Set(after.keys.map((key) => key.toString('latin1')));
      const added = after.keys.filter((key) => !kept.has(key.toString('latin1')));
      return { index, entries: after, added, removed: before.filter((key) => !wanted.has(key.toString('latin1'))) };
    });
    for (const { index, added } of changes) this.checkUnique(collection, index, added, fresh);
    for (const { added, removed } of changes) {
      for (const key of removed) void this.store.indexes.remove(key);
      for (const key of added) void this.store.indexes.put(key, fresh.idBytes);
    }
    this.noteKinds(collection, changes);
  }

  private putEntries(collection: CollectionRecord, index: IndexRecord, keys: Buffer[], stored: StoredDocument): void {
    this.checkUnique(collection, index, keys, stored);
    for (const key of keys) void this.store.indexes.put(key, stored.idBytes);
  }

  private checkUnique(collection: CollectionRecord, index: IndexRecord, keys: Buffer[], fresh: StoredDocument): void {
    if (!index.isUnique) return;
    for (const key of keys) {
      const holder = this.store.indexes.get(key);
      if (holder !== undefined && !fresh.idBytes.equals(holder)) throw duplicateKey(collection, index, fresh.document);
      this.claims.claimKey('indexes', key);
    }
  }

  /** An index that meets its first array in a field, or its first clipped value, says so from then on. */
  private noteKinds(collection: CollectionRecord, changes: { index: IndexRecord; entries: Kinds }[]): void {
    if (!changes.some(({ index, entries }) => withKinds(index, entries) !== index)) return;
    const current = this.catalog.findCollection(collection.database, collection.name) ?? collection;
    const kinds = new Map(changes.map(({ index, entries }) => [index.id, entries]));
    const indexes = current.indexes.map((index) => {
      const entries = kinds.get(index.id);
      return entries ? withKinds(index, entries) : index;
    });
    this.catalog.saveCollection({ ...current, indexes });
  }

  private record(
    type: OperationType,
    collection: CollectionRecord,
    document: Document,
    images: { after?: Buffer; before?: Buffer },
    updateDescription?: Document,
    time?: Timestamp,
  ): void {
    const { database, name, uuid } = collection;
    const event = { type, database, collection: name, collectionUuid: uuid, documentKey: { _id: document['_id'] }, wallTime: new Date() };
    this.changes.append({ ...event, ...(updateDescription && { updateDescription }) }, images, time);
  }
}

type Kinds = Pick<IndexEntries, 'multikeyPaths' | 'isClipped'>;

/** The index as it is once it holds those entries: itself where they are of kinds that it has met. */
export function withKinds(index: IndexRecord, { multikeyPaths, isClipped }: Kinds): IndexRecord {
  const fresh = multikeyPaths.filter((path) => !isMultikeyPath(index, path));
  if (fresh.length === 0 && (index.isClipped || !isClipped)) return index;
  return {
    ...index,
    isMultikey: index.isMultikey || fresh.length > 0,
    ...(fresh.length > 0 && { multikeyPaths: [...(index.multikeyPaths ?? []), ...fresh] }),
    isClipped: index.isClipped || isClipped,
  };
}

export function recordsImages(collection: CollectionRecord): boolean {
  return (collection.options['changeStreamPreAndPostImages'] as Document | undefined)?.['enabled'] === true;
}

function beforeImage(collection: CollectionRecord, old: StoredDocument): { before?: Buffer } {
  return recordsImages(collection) ? { before: old.bytes } : {};
}

/** `_id` first and present, empty timestamps at the top level filled with the time of the change. */
function prepareInsert(document: Document, bytes: Buffer | undefined, time: Timestamp): { document: Document; bytes: Buffer } {
  const isIdFirst = Object.keys(document)[0] === '_id';
  const empty = Object.keys(document).filter((name) => name !== '_id' && isEmptyTimestamp(document[name]));
  let prepared = document;
  if (!isIdFirst) prepared = { _id: document['_id'] === undefined ? new ObjectId() : document['_id'], ...withoutId(document) };
  if (empty.length > 0) prepared = { ...prepared, ...Object.fromEntries(empty.map((name) => [name, time])) };
  checkId(prepared['_id']);
  const encoded = bytes !== undefined && isIdFirst ? fillTimestamps(bytes, empty.length, time) : encodeDocument(prepared);
  checkDocumentSize(encoded);
  return { document: prepared, bytes: encoded };
}

/** Writes the time into so many empty timestamps of the top level: nothing else has to be encoded anew. */
function fillTimestamps(bytes: Buffer, count: number, time: Timestamp): Buffer {
  if (count === 0) return bytes;
  const filled = Buffer.from(bytes);
  for (const [type, nameOffset, nameLength, offset] of onDemand.parseToElements(filled)) {
    if (type !== timestampType || filled.readBigUInt64LE(offset) !== 0n) continue;
    if (filled.toString('latin1', nameOffset, nameOffset + nameLength) === '_id') continue;
    filled.writeUInt32LE(time.i, offset);
    filled.writeUInt32LE(time.t, offset + 4);
  }
  return filled;
}

function withoutId(document: Document): Document {
  const { _id, ...rest } = document;
  return rest;
}

function isEmptyTimestamp(value: unknown): boolean {
  return bsonType(value) === 'timestamp' && (value as Timestamp).isZero();
}

function checkId(id: unknown): void {
  const type = bsonType(id);
  if (type === 'array' || type === 'regex' || type === 'undefined') {
    const name = type === 'array' ? 'array' : type;
    throw new QueryError(53, `The '_id' value cannot be of type ${name}`);
  }
  const operator = type === 'object' ? Object.keys(id as Document).find((field) => field.startsWith('$')) : undefined;
  if (operator !== undefined)
    throw new QueryError(52, `_id fields may not contain '$'-prefixed fields: ${operator} is not valid for storage.`);
}

/** MongoDB's duplicate key error, with the values that are there already. */
export function duplicateKey(collection: CollectionRecord, index: IndexRecord | undefined, document: Document): QueryError {
  const fields = index?.fields ?? [{ path: '_id', direction: 1 as const }];
  const keyPattern = Object.fromEntries(fields.map(({ path, direction }) => [path, direction]));
  const keyValue = Object.fromEntries(fields.map(({ path }) => [path, getPath(document, path) ?? null]));
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${formatValue(value)}`);
  const namespace = `${collection.database}.${collection.name}`;
  const message = `E11000 duplicate key error collection: ${namespace} index: ${index?.name ?? idIndexName} dup key: { ${shown.join(', ')} }`;
  return new QueryError(11000, message, { keyPattern, keyValue });
}
