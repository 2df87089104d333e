import { decodeDocument } from '../values/bson-documents.js';
import { type CollectionRecord, type IndexRecord } from '../storage/catalog.js';
import { type Engine } from '../engine.js';
import { findSameIndex, idIndexSpecification, isIdIndex } from '../storage/index-specification.js';
import { afterPrefix, uint32Key } from '../storage/key-ranges.js';
import { QueryError } from '../query-errors.js';
import { entriesBetween } from '../storage/ranges.js';
import { type Table } from '../storage/tables.js';
import { type Document } from '../values/values.js';
import { isView } from './views.js';

/** Collections and indexes come and go here; everything runs inside `Store.write` and is told to change streams. */

export function createCollection(engine: Engine, database: string, name: string, options: Document): CollectionRecord {
  engine.claims.changeCollection(database, name);
  const collection = engine.catalog.createCollection(database, name, options);
  engine.store.indexUses.begin(collection.id);
  const idIndex = isView(collection) ? {} : { idIndex: idIndexSpecification };
  tell(engine, 'create', collection, { ...idIndex, ...options });
  return collection;
}

export function dropCollection(engine: Engine, collection: CollectionRecord): void {
  engine.claims.changeCollection(collection.database, collection.name);
  for (const index of collection.indexes) removeAll(engine.store.indexes, index.id);
  removeAll(engine.store.documents, collection.id);
  engine.catalog.removeCollection(collection);
  engine.cursors.closeReaders(collection.database, collection.name);
  tell(engine, 'drop', collection);
}

export function dropDatabase(engine: Engine, database: string): void {
  const collections = engine.catalog.listCollections(database);
  // Nothing may have happened yet, to cursors for one, when one of them has to be waited for.
  for (const { name } of collections) engine.claims.changeCollection(database, name);
  for (const collection of collections) dropCollection(engine, collection);
  if (collections.length > 0) engine.changes.append({ type: 'dropDatabase', database, wallTime: new Date() });
}

export function renameCollection(
  engine: Engine,
  from: CollectionRecord,
  to: { database: string; name: string },
  dropTarget: boolean,
): void {
  const target = engine.catalog.findCollection(to.database, to.name);
  if (target !== undefined && !dropTarget) throw new QueryError(48, 'target namespace exists');
  engine.claims.changeCollection(from.database, from.name);
  engine.claims.changeCollection(to.database, to.name);
  if (target !== undefined) dropCollection(engine, target);
  engine.catalog.removeCollection(from);
  engine.catalog.saveCollection({ ...from, database: to.database, name: to.name });
  tell(engine, 'rename', from, { to: { db: to.database, coll: to.name }, ...(target && { dropTarget: target.uuid }) });
}

/** Builds the indexes that are not there yet; a unique one fails with code 11000 on the first duplicate. */
export function createIndexes(engine: Engine, collection: CollectionRecord, wanted: Omit<IndexRecord, 'id'>[]): CollectionRecord {
  let current = collection;
  const created: Document[] = [];
  for (const specification of wanted) {
    if (isIdIndex(specification) || findSameIndex(current, specification) !== undefined) continue;
    engine.claims.changeCollection(current.database, current.name);
    const index = buildIndex(engine, current, { id: engine.catalog.takeId(), ...specification });
    current = { ...current, indexes: [...current.indexes, index] };
    engine.catalog.saveCollection(current);
    created.push(index.specification);
  }
  if (created.length > 0) tell(engine, 'createIndexes', current, { indexes: created });
  return current;
}

function buildIndex(engine: Engine, collection: CollectionRecord, index: IndexRecord): IndexRecord {
  let built = index;
  engine.store.indexUses.begin(index.id);
  const prefix = uint32Key(collection.id);
  for (const { key, value } of entriesBetween(engine.store.documents, { start: prefix, end: afterPrefix(prefix) })) {
    try {
      built = engine.documents.addToIndex(collection, built, { idBytes: key.subarray(4), bytes: value, document: decodeDocument(value) });
    } catch (error) {
      if (!(error instanceof QueryError) || error.code !== 11000) throw error;
      const namespace = `${collection.database}.${collection.name}`;
      const message = `Index build failed: Collection ${namespace} ( ${collection.uuid.toString()} ) :: caused by :: ${error.message}`;
      throw new QueryError(11000, message, error.extra);
    }
  }
  return built;
}

export function dropIndexes(engine: Engine, collection: CollectionRecord, dropped: IndexRecord[]): void {
  engine.claims.changeCollection(collection.database, collection.name);
  for (const index of dropped) removeAll(engine.store.indexes, index.id);
  engine.cursors.closeReaders(collection.database, collection.name);
  const ids = new Set(dropped.map(({ id }) => id));
  engine.catalog.saveCollection({ ...collection, indexes: collection.indexes.filter(({ id }) => !ids.has(id)) });
  if (dropped.length > 0) tell(engine, 'dropIndexes', collection, { indexes: dropped.map(({ specification }) => specification) });
}

export function modifyCollection(engine: Engine, collection: CollectionRecord): void {
  engine.claims.changeCollection(collection.database, collection.name);
  engine.catalog.saveCollection(collection);
  tell(engine, 'modify', collection);
}

function removeAll(table: Table, id: number): void {
  const prefix = uint32Key(id);
  for (const { key } of entriesBetween(table, { start: prefix, end: afterPrefix(prefix) })) void table.remove(key);
}

type CollectionEvent = 'create' | 'drop' | 'rename' | 'createIndexes' | 'dropIndexes' | 'modify';

function tell(engine: Engine, type: CollectionEvent, collection: CollectionRecord, details?: Document): void {
  const { database, name, uuid } = collection;
  engine.changes.append({ type, database, collection: name, collectionUuid: uuid, wallTime: new Date(), ...(details && { details }) });
}
