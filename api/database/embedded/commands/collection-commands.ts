import { readDocument, readDocuments, readFlag, readText } from '../values/bson-documents.js';
import { checkNamespace, type CollectionRecord, type IndexRecord } from '../storage/catalog.js';
import {
  createCollection,
  createIndexes,
  dropCollection,
  dropDatabase,
  dropIndexes,
  modifyCollection,
  renameCollection,
} from '../queries/collections.js';
import { type Engine } from '../engine.js';
import { findSameIndex, isIdIndex, readIndexSpecification } from '../storage/index-specification.js';
import { QueryError } from '../query-errors.js';
import { checkView, isView, refuseView } from '../queries/views.js';
import { equalValues } from '../values/compare-values.js';
import { isDocument, numericValue, type Document } from '../values/values.js';
import { type Command, type CommandRequest, type Commands } from './request.js';
import { readPatience } from './write-command.js';
import { readNamespace } from './writing.js';

/** What a command says about itself and not about the collection it makes. */
const commandFields = new Set([
  'create',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  '$db',
  '$clusterTime',
  '$readPreference',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
]);

/** Waits for open transactions that have written to the collections, as MongoDB does. */
function changeCollections<Result>(engine: Engine, request: CommandRequest, action: () => Result): Promise<Result> {
  return engine.store.write(action, readPatience(request));
}

const create: Command = async (engine, request) => {
  const { database, collection: name } = readNamespace(request);
  const options = Object.fromEntries(Object.entries(request.body).filter(([field]) => !commandFields.has(field)));
  for (const unsupported of ['timeseries', 'clusteredIndex']) {
    if (options[unsupported] !== undefined) throw new QueryError(115, `The embedded database has no collections with '${unsupported}'`);
  }
  await changeCollections(engine, request, () => {
    const existing = engine.catalog.findCollection(database, name);
    if (existing === undefined) {
      checkView(engine.catalog, database, name, options);
      return createCollection(engine, database, name, options);
    }
    if (engine.transaction === undefined && equalValues(existing.options, options)) return existing;
    throw new QueryError(48, `namespace ${database}.${name} already exists, but with different options`);
  });
  return {};
};

const createIndexesCommand: Command = async (engine, request) => {
  const { database, collection: name } = readNamespace(request);
  const wanted = (readDocuments(request.body, 'indexes') ?? []).map(readIndexSpecification);
  if (wanted.length === 0) throw new QueryError(2, 'Must specify at least one index to create');
  return changeCollections(engine, request, () => {
    const existing = engine.catalog.findCollection(database, name);
    refuseView(existing);
    const collection = existing ?? createCollection(engine, database, name, {});
    if (engine.transaction?.collectionsBefore.has(`${database}.${name}`)) refuseNewIndexes(collection, wanted);
    const after = createIndexes(engine, collection, wanted);
    const [numIndexesBefore, numIndexesAfter] = [(existing?.indexes.length ?? 0) + 1, after.indexes.length + 1];
    const note = numIndexesBefore === numIndexesAfter ? { note: 'all indexes already exist' } : {};
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: existing === undefined, ...note };
  });
};

/** Inside a transaction, a collection that was there before it may only be asked for indexes that it has. */
function refuseNewIndexes(collection: CollectionRecord, wanted: Omit<IndexRecord, 'id'>[]): void {
  if (wanted.every((index) => isIdIndex(index) || findSameIndex(collection, index) !== undefined)) return;
  const namespace = `${collection.database}.${collection.name}`;
  throw new QueryError(263, `Cannot create new indexes on existing collection ${namespace} in a multi-document transaction.`);
}

const dropIndexesCommand: Command = async (engine, request) => {
  const { database, collection: name } = readNamespace(request);
  return changeCollections(engine, request, () => {
    const collection = requireCollection(engine, database, name);
    const dropped = findDropped(collection, request.body['index']);
    const nIndexesWas = collection.indexes.length + 1;
    dropIndexes(engine, collection, dropped);
    return { nIndexesWas };
  });
};

function findDropped(collection: CollectionRecord, wanted: unknown): IndexRecord[] {
  if (wanted === '*') return collection.indexes;
  if (Array.isArray(wanted)) return wanted.flatMap((each) => findDropped(collection, each));
  if (wanted === '_id_') throw new QueryError(72, 'cannot drop _id index');
  const found = collection.indexes.find((index) =>
    isDocument(wanted) ? equalValues(index.specification['key'], wanted) : index.name === wanted,
  );
  if (found === undefined)
    throw new QueryError(27, `index not found with name [${isDocument(wanted) ? JSON.stringify(wanted) : String(wanted)}]`);
  return [found];
}

const drop: Command = async (engine, request) => {
  const { database, collection: name } = readNamespace(request);
  return changeCollections(engine, request, () => {
    const collection = engine.catalog.findCollection(database, name);
    if (collection === undefined) return {};
    dropCollection(engine, collection);
    return { ...(!isView(collection) && { nIndexesWas: collection.indexes.length + 1 }), ns: `${database}.${name}` };
  });
};

const dropDatabaseCommand: Command = async (engine, request) =>
  changeCollections(engine, request, () => {
    const { database } = request;
    const isThere = engine.catalog.listCollections(database).length > 0;
    dropDatabase(engine, database);
    return isThere ? { dropped: database } : {};
  });

const renameCollectionCommand: Command = async (engine, request) => {
  const { body } = request;
  const [from, to] = [splitNamespace(readText(body, 'renameCollection')), splitNamespace(readText(body, 'to'))];
  checkNamespace(to.database, to.name);
  await changeCollections(engine, request, () =>
    renameCollection(engine, requireCollection(engine, from.database, from.name), to, readFlag(body, 'dropTarget')),
  );
  return {};
};

const viewOptions = ['viewOn', 'pipeline'];
const changeableOptions = [...viewOptions, 'changeStreamPreAndPostImages', 'validator', 'validationLevel', 'validationAction'];

const collMod: Command = async (engine, request) => {
  const { database, collection: name } = readNamespace(request);
  const change = readDocument(request.body, 'index');
  return changeCollections(engine, request, () => {
    const collection = findRequired(engine, database, name);
    const refused = isView(collection) ? undefined : viewOptions.find((option) => request.body[option] !== undefined);
    if (refused !== undefined) throw new QueryError(72, `option only supported on a view: ${refused}`);
    if (change) refuseView(collection);
    const changes = changeableOptions
      .filter((option) => request.body[option] !== undefined)
      .map((option): [string, unknown] => [option, request.body[option]]);
    const options = { ...collection.options, ...Object.fromEntries(changes) };
    checkView(engine.catalog, database, name, options);
    modifyCollection(engine, { ...collection, options, indexes: change ? changeIndex(collection, change) : collection.indexes });
    return {};
  });
};

/** collMod may change how long documents of a TTL index live. */
function changeIndex(collection: CollectionRecord, change: Document): IndexRecord[] {
  const isMeant = (index: IndexRecord): boolean =>
    index.name === change['name'] || equalValues(index.specification['key'], change['keyPattern'] ?? null);
  if (!collection.indexes.some(isMeant)) throw new QueryError(27, `cannot find index for ns ${collection.database}.${collection.name}`);
  const expireAfterSeconds = numericValue(change['expireAfterSeconds']);
  if (Number.isNaN(expireAfterSeconds)) throw new QueryError(72, 'collMod can only change expireAfterSeconds of an index');
  return collection.indexes.map((index) =>
    isMeant(index) ? { ...index, expireAfterSeconds, specification: { ...index.specification, expireAfterSeconds } } : index,
  );
}

function splitNamespace(namespace: string): { database: string; name: string } {
  const dot = namespace.indexOf('.');
  if (dot < 1) throw new QueryError(73, `Invalid namespace specified '${namespace}'`);
  return { database: namespace.slice(0, dot), name: namespace.slice(dot + 1) };
}

/** Not a view, either. */
export function requireCollection(engine: Engine, database: string, name: string): CollectionRecord {
  const collection = findRequired(engine, database, name);
  refuseView(collection);
  return collection;
}

function findRequired(engine: Engine, database: string, name: string): CollectionRecord {
  const collection = engine.catalog.findCollection(database, name);
  if (collection === undefined) throw new QueryError(26, `ns not found ${database}.${name}`);
  return collection;
}

export const collectionCommands: Commands = {
  create,
  createIndexes: createIndexesCommand,
  dropIndexes: dropIndexesCommand,
  deleteIndexes: dropIndexesCommand,
  drop,
  dropDatabase: dropDatabaseCommand,
  renameCollection: renameCollectionCommand,
  collMod,
};
