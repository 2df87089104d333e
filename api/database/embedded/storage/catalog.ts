import { randomUUID } from 'node:crypto';
import { UUID, type Binary } from 'bson';
import { decodeDocument, encodeDocument } from '../values/bson-documents.js';
import { afterPrefix } from './key-ranges.js';
import { QueryError } from '../query-errors.js';
import { entriesBetween } from './ranges.js';
import { type Storage } from './tables.js';
import { numericValue, type Document } from '../values/values.js';

export interface IndexField {
  path: string;
  direction: 1 | -1;
}

export interface IndexRecord {
  id: number;
  name: string;
  fields: IndexField[];
  isUnique: boolean;
  isSparse: boolean;
  partialFilter?: Document;
  expireAfterSeconds?: number;
  /** Once true, some document has several entries: a field that holds arrays gives no order, and a range on it only one of its bounds. */
  isMultikey: boolean;
  /** The fields that some document has met with an array. Absent from indexes that were multikey before this was noted: any of them may be. */
  multikeyPaths?: string[];
  /** Once true, some entry's value was too long for a key: the index gives no order. */
  isClipped: boolean;
  /** The specification as it was asked for, for listIndexes. */
  specification: Document;
}

/** Whether a document may have several entries for that field of the index. */
export const isMultikeyPath = ({ isMultikey, multikeyPaths }: Pick<IndexRecord, 'isMultikey' | 'multikeyPaths'>, path: string): boolean =>
  isMultikey && (multikeyPaths?.includes(path) ?? true);

export interface CollectionRecord {
  id: number;
  database: string;
  name: string;
  uuid: Binary;
  options: Document;
  indexes: IndexRecord[];
}

interface CatalogView {
  version: string;
  collections: ReadonlyMap<string, CollectionRecord>;
}

const versionKey = Buffer.from('m\0version');
const nextIdKey = Buffer.from('m\0nextId');
const collectionPrefix = Buffer.from('c\0');
const keptViews = 4;

export const idIndexName = '_id_';

/**
 * The collections and their indexes. What it answers always belongs to the same snapshot as the data that is read beside it: each change
 * writes a fresh version, and a reader whose snapshot holds another version than the kept ones reads the catalog again.
 */
export class Catalog {
  private views: CatalogView[];
  /** Known once the first id was taken. */
  private nextId: number | undefined;

  /** A transaction's catalog begins with what the live one knows, and takes its ids from there. */
  constructor(
    private readonly store: Storage,
    private readonly live?: Catalog,
  ) {
    this.views = live?.views ?? [];
  }

  /** All collections by their full names; another map after each change. */
  get collections(): ReadonlyMap<string, CollectionRecord> {
    return this.view().collections;
  }

  findCollection(database: string, name: string): CollectionRecord | undefined {
    return this.view().collections.get(`${database}.${name}`);
  }

  listCollections(database?: string): CollectionRecord[] {
    const all = [...this.view().collections.values()];
    return database === undefined ? all : all.filter((collection) => collection.database === database);
  }

  /** Inside a write, as all that changes the catalog. */
  createCollection(database: string, name: string, options: Document): CollectionRecord {
    checkNamespace(database, name);
    const collection = { id: this.takeId(), database, name, uuid: new UUID(), options, indexes: [] };
    this.saveCollection(collection);
    return collection;
  }

  saveCollection(collection: CollectionRecord): void {
    const collections = new Map(this.view().collections);
    collections.set(`${collection.database}.${collection.name}`, collection);
    void this.store.catalog.put(collectionKey(collection), encodeCollection(collection));
    this.publish(collections);
  }

  removeCollection(collection: CollectionRecord): void {
    const collections = new Map(this.view().collections);
    collections.delete(`${collection.database}.${collection.name}`);
    void this.store.catalog.remove(collectionKey(collection));
    this.publish(collections);
  }

  /** Ids of collections and indexes: never used twice, so leftovers of a dropped one can never show up in another. */
  takeId(): number {
    if (this.live) return this.live.reserveId();
    const id = this.reserveId();
    this.keepReservedIds();
    return id;
  }

  /** Inside a write: ids that were reserved so far will not be given again after a restart either. */
  keepReservedIds(): void {
    const next = Buffer.alloc(4);
    next.writeUInt32BE(this.nextId ?? 1);
    void this.store.catalog.put(nextIdKey, next);
  }

  private reserveId(): number {
    this.nextId ??= readNextId(this.store);
    this.nextId += 1;
    return this.nextId - 1;
  }

  private publish(collections: ReadonlyMap<string, CollectionRecord>): void {
    const version = randomUUID();
    void this.store.catalog.put(versionKey, Buffer.from(version));
    this.keep({ version, collections });
  }

  private view(): CatalogView {
    const version = this.store.catalog.get(versionKey)?.toString() ?? '';
    return this.views.find((view) => view.version === version) ?? this.keep({ version, collections: readCollections(this.store) });
  }

  private keep(view: CatalogView): CatalogView {
    this.views = [view, ...this.views.slice(0, keptViews - 1)];
    return view;
  }
}

/** All that are stored, by their full names. */
export function readCollections(store: Storage): Map<string, CollectionRecord> {
  const collections = new Map<string, CollectionRecord>();
  for (const { value } of entriesBetween(store.catalog, { start: collectionPrefix, end: afterPrefix(collectionPrefix) })) {
    const collection = decodeCollection(value);
    collections.set(`${collection.database}.${collection.name}`, collection);
  }
  return collections;
}

/** The id that the next collection or index gets. */
export function readNextId(store: Storage): number {
  return store.catalog.get(nextIdKey)?.readUInt32BE() ?? 1;
}

function collectionKey(collection: CollectionRecord): Buffer {
  return Buffer.from(`c\0${collection.database}\0${collection.name}`);
}

function encodeCollection(collection: CollectionRecord): Buffer {
  return encodeDocument({ ...collection });
}

function decodeCollection(bytes: Buffer): CollectionRecord {
  const stored = decodeDocument(bytes) as unknown as CollectionRecord;
  return { ...stored, id: numericValue(stored.id), indexes: stored.indexes.map(readIndex) };
}

function readIndex(stored: IndexRecord): IndexRecord {
  const fields = stored.fields.map(({ path, direction }): IndexField => ({ path, direction: numericValue(direction) < 0 ? -1 : 1 }));
  const { expireAfterSeconds, ...rest } = stored;
  const index: IndexRecord = { ...rest, id: numericValue(stored.id), fields };
  if (expireAfterSeconds !== undefined) index.expireAfterSeconds = numericValue(expireAfterSeconds);
  return index;
}

/** Code 73 for names that MongoDB refuses. */
export function checkNamespace(database: string, name: string): void {
  if (database === '' || /[\0 ."$/\\]/.test(database)) throw new QueryError(73, `Invalid database name: '${database}'`);
  if (Buffer.byteLength(database) > 63) throw new QueryError(73, `Invalid database name: '${database}'`);
  const isRefused = name === '' || name.includes('\0') || name.includes('$') || name.startsWith('.') || name.endsWith('.');
  if (isRefused || Buffer.byteLength(name) > 255) throw new QueryError(73, `Invalid collection name: ${name}`);
}
