import { encodeDocument, readDocument, readFlag } from '../values/bson-documents.js';
import { batchesOf } from '../queries/cursors.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { idIndexSpecification } from '../storage/index-specification.js';
import { compileMatch } from '../filters/match.js';
import { numericValue, type Document } from '../values/values.js';
import { type Engine } from '../engine.js';
import { measureCollection } from '../storage/collection-sizes.js';
import { isView } from '../queries/views.js';
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
  if (readFlag(body, 'nameOnly')) return { databases: names.map((name): Document => ({ name })).filter(matches) };
  const listed = names.map((name): Document => ({ name, sizeOnDisk: sizeOf(engine, name), empty: false })).filter(matches);
  const totalSize = listed.reduce((sum, { sizeOnDisk }) => sum + numericValue(sizeOnDisk), 0);
  return { databases: listed, totalSize, totalSizeMb: Math.floor(totalSize / 2 ** 20) };
};

function sizeOf(engine: Engine, database: string): number {
  const collections = engine.catalog.listCollections(database).filter((each) => !isView(each));
  return collections.reduce((sum, collection) => {
    const { storageBytes, indexBytes } = measureCollection(engine.store, collection);
    return Object.values(indexBytes).reduce((total, bytes) => total + bytes, sum + storageBytes);
  }, 0);
}

export const listingCommands: Commands = { listCollections, listIndexes, listDatabases };
