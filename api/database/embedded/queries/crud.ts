import { ObjectId, type Timestamp } from 'bson';
import { type CollectionRecord } from '../storage/catalog.js';
import { createCollection } from './collections.js';
import { type StoredDocument } from '../storage/documents.js';
import { type Engine } from '../engine.js';
import { encodeId } from '../storage/keys.js';
import { matchWithPositions } from '../filters/match.js';
import { QueryError } from '../query-errors.js';
import { runQuery, type Query } from './query.js';
import { compileUpdate, upsertSeed, type CompiledUpdate } from '../updates/update.js';
import { type Document } from '../values/values.js';
import { refuseView } from './views.js';

export interface Namespace {
  database: string;
  collection: string;
}

export interface UpdateStatement extends Query {
  update: Document | Document[];
  isMulti: boolean;
  isUpsert: boolean;
  arrayFilters?: Document[];
}

export interface UpdateOutcome {
  matched: number;
  modified: number;
  upserted?: { _id: unknown };
}

export interface ModifiedDocument {
  before: Document | null;
  after: Document | null;
  isUpsert: boolean;
}

/** Everything here runs inside `Store.write`: single documents are atomic, and a rolled back command leaves nothing. */

export function insertDocument(engine: Engine, namespace: Namespace, document: Document, bytes?: Buffer): Document {
  const collection = requireCollection(engine, namespace);
  return engine.documents.insert(collection, document, bytes);
}

export function updateDocuments(engine: Engine, namespace: Namespace, statement: UpdateStatement): UpdateOutcome {
  if (statement.isMulti && isReplacement(statement.update))
    throw new QueryError(9, 'multi update is not supported for replacement-style update');
  const change = prepareChange(engine, statement);
  const collection = findWritable(engine, namespace);
  const targets = findTargets(engine, collection, statement, statement.isMulti ? 0 : 1);
  let modified = 0;
  for (const target of targets) if (change.apply(requireCollection(engine, namespace), target).changed) modified += 1;
  if (targets.length > 0 || !statement.isUpsert) return { matched: targets.length, modified };
  const inserted = change.insert(namespace);
  return { matched: 0, modified: 0, upserted: { _id: inserted['_id'] } };
}

export function deleteDocuments(engine: Engine, namespace: Namespace, query: Query, limit: number): number {
  const collection = findWritable(engine, namespace);
  const targets = findTargets(engine, collection, query, limit);
  for (const target of targets) if (collection) engine.documents.remove(collection, target);
  return targets.length;
}

export function findAndUpdate(engine: Engine, namespace: Namespace, statement: UpdateStatement): ModifiedDocument {
  const change = prepareChange(engine, statement);
  const collection = findWritable(engine, namespace);
  const [target] = findTargets(engine, collection, statement, 1);
  if (target !== undefined) {
    return { before: target.document, after: change.apply(requireCollection(engine, namespace), target).document, isUpsert: false };
  }
  if (!statement.isUpsert) return { before: null, after: null, isUpsert: false };
  return { before: null, after: change.insert(namespace), isUpsert: true };
}

export function findAndRemove(engine: Engine, namespace: Namespace, query: Query): Document | null {
  const collection = findWritable(engine, namespace);
  const [target] = findTargets(engine, collection, query, 1);
  if (target === undefined || collection === undefined) return null;
  engine.documents.remove(collection, target);
  return target.document;
}

/** All targets are found before the first is changed, so that none is met again in its new place in an index. */
function findTargets(engine: Engine, collection: CollectionRecord | undefined, query: Query, limit: number): StoredDocument[] {
  return [...runQuery(engine.store, collection, { ...query, limit })];
}

/** The collection as it is now (an index may just have met its first array), made when it is not there yet. */
function requireCollection(engine: Engine, namespace: Namespace): CollectionRecord {
  return findWritable(engine, namespace) ?? createCollection(engine, namespace.database, namespace.collection, {});
}

function findWritable(engine: Engine, { database, collection }: Namespace): CollectionRecord | undefined {
  const found = engine.catalog.findCollection(database, collection);
  refuseView(found);
  return found;
}

interface Change {
  apply: (collection: CollectionRecord, target: StoredDocument) => { document: Document; changed: boolean };
  insert: (namespace: Namespace) => Document;
}

/** An update that is ready to be applied; each document it changes gets a cluster time of its own, which `$currentDate` writes too. */
function prepareChange(engine: Engine, statement: UpdateStatement): Change {
  let time: Timestamp | undefined;
  const currentTime = (): Timestamp => (time ??= engine.changes.nextTime());
  const compile = (isUpsert: boolean): CompiledUpdate =>
    compileUpdate(statement.update, {
      isUpsert,
      now: new Date(),
      timestamp: currentTime,
      ...(statement.arrayFilters && { arrayFilters: statement.arrayFilters }),
      ...(statement.variables && { variables: statement.variables }),
      ...(statement.collation && { collation: statement.collation }),
    });
  const update = compile(false);
  const isPositional = usesPosition(statement.update);
  return {
    apply(collection, target) {
      const position = isPositional ? matchWithPositions(statement.filter, target.document).arrayIndex : undefined;
      const { document, changed, description } = update.apply(target.document, position);
      if (!changed) return { document: target.document, changed };
      checkSameId(target, document);
      const at = currentTime();
      time = undefined;
      engine.documents.replace(collection, target, document, at, description === 'replacement' ? undefined : { ...description });
      return { document, changed };
    },
    insert(namespace) {
      const seed = upsertSeed(statement.filter);
      const { document } = compile(true).apply(isReplacement(statement.update) ? idOf(seed) : seed);
      const { _id = seed['_id'], ...rest } = document;
      return insertDocument(engine, namespace, { _id: _id === undefined ? new ObjectId() : _id, ...rest });
    },
  };
}

function idOf(seed: Document): Document {
  return '_id' in seed ? { _id: seed['_id'] } : {};
}

function checkSameId(target: StoredDocument, document: Document): void {
  if ('_id' in document && encodeId(document['_id']).equals(target.idBytes)) return;
  throw new QueryError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
}

function isReplacement(update: Document | Document[]): boolean {
  return !Array.isArray(update) && !(Object.keys(update)[0]?.startsWith('$') ?? false);
}

function usesPosition(update: Document | Document[]): boolean {
  if (Array.isArray(update)) return false;
  return Object.values(update).some(
    (fields) => typeof fields === 'object' && fields !== null && Object.keys(fields).some((path) => /\.\$(\.|$)/.test(path)),
  );
}
