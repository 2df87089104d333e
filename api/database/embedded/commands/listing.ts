import { encodeDocument, readDocument, readFlag } from '../values/bson-documents.js';
import { batchesOf } from '../queries/cursors.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { idIndexSpecification } from '../storage/index-specification.js';
import { afterPrefix, uint32Key } from '../storage/key-ranges.js';
import { compileMatch } from '../filters/match.js';
import { countBetween } from '../storage/ranges.js';
import { type Document } from '../values/values.js';
import { isView, refuseView } from '../queries/views.js';
import { requireCollection } from './collection-commands.js';
import { openCursor, readBatchSize } from './reading.js';
import { type Command, type Commands } from './request.js';
import { readNamespace } from './writing.js';

const listCollections: Command = (engine, request) => {
  const matches = compileMatch(readDocument(request.body, 'filter') ?? {});
  const isNameOnly = readFlag(request.body, 'nameOnly');
  const found = engine.catalog.listCollections(request.database).map(describeCollection);
  const listed = found.filter(matches).map((entry) => (isNameOnly ? { name: entry['name'], type: entry['type'] } : entry));
  return openCursor(engine, request, '$cmd.listCollections', batchesOf(listed.map(encodeDocument).values()), cursorBatchSize(request.body));
};

function describeCollection(collection: CollectionRecord): Document {
  const { name, options, uuid } = collection;
  if (isView(collection)) return { name, type: 'view', options, info: { readOnly: true } };
  return { name, type: 'collection', options, info: { readOnly: false, uuid }, idIndex: idIndexSpecification };
}

const listIndexes: Command = (engine, request) => {
  const { database, collection: name } = readNamespace(request);
  const collection = requireCollection(engine, database, name);
  const listed = [idIndexSpecification, ...collection.indexes.map(({ specification }) => specification)];
  return openCursor(engine, request, name, batchesOf(listed.map(encodeDocument).values()), cursorBatchSize(request.body));
};

function cursorBatchSize(body: Document): number | undefined {
  return readBatchSize(readDocument(body, 'cursor') ?? {});
}

const listDatabases: Command = (engine, { body }) => {
  const matches = compileMatch(readDocument(body, 'filter') ?? {});
  const names = [...new Set(engine.catalog.listCollections().map(({ database }) => database))].sort();
  const isNameOnly = readFlag(body, 'nameOnly');
  const listed = names.map((name): Document => (isNameOnly ? { name } : { name, sizeOnDisk: 0, empty: false })).filter(matches);
  return { databases: listed, ...(!isNameOnly && { totalSize: 0, totalSizeMb: 0 }) };
};

const dbStats: Command = (engine, { database }) => {
  const all = engine.catalog.listCollections(database);
  const collections = all.filter((each) => !isView(each));
  const objects = collections.reduce(
    (sum, { id }) => sum + countBetween(engine.store.documents, { start: uint32Key(id), end: afterPrefix(uint32Key(id)) }),
    0,
  );
  const indexes = collections.reduce((sum, collection) => sum + collection.indexes.length + 1, 0);
  return { db: database, collections: collections.length, views: all.length - collections.length, objects, indexes };
};

const collStats: Command = (engine, request) => {
  const { database, collection: name } = readNamespace(request);
  const collection = engine.catalog.findCollection(database, name);
  refuseView(collection);
  const prefix = uint32Key(collection?.id ?? 0);
  const count = collection ? countBetween(engine.store.documents, { start: prefix, end: afterPrefix(prefix) }) : 0;
  return { ns: `${database}.${name}`, count, nindexes: (collection?.indexes.length ?? 0) + 1, capped: false };
};

export const listingCommands: Commands = { listCollections, listIndexes, listDatabases, dbStats, collStats };
