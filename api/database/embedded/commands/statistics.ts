import { hostname } from 'node:os';
import { type Engine } from '../engine.js';
import { QueryError } from '../query-errors.js';
import { isView, refuseView, resolveSource } from '../queries/views.js';
import { type CollectionRecord } from '../storage/catalog.js';
import { countDocuments, measureCollection } from '../storage/collection-sizes.js';
import { idIndexSpecification } from '../storage/index-specification.js';
import { bsonType, isDocument, isNumber, numericValue, type Document } from '../values/values.js';
import { type Command, type CommandRequest, type Commands } from './request.js';
import { readNamespace } from './writing.js';

/** How much there is of what. Sizes are those of the entries: LMDB keeps all collections in one file, whose pages they share. */

const collStats: Command = (engine, request) => {
  const { database, collection: name } = readNamespace(request);
  const collection = engine.catalog.findCollection(database, name);
  refuseView(collection);
  const scale = readScale(request.body['scale']);
  const ns = `${database}.${name}`;
  if (collection) return { ns, ...describeStorage(engine, collection, scale) };
  const nothing = { size: 0, count: 0, numOrphanDocs: 0, storageSize: 0, totalSize: 0, nindexes: 0, totalIndexSize: 0 };
  return { ns, ...nothing, indexDetails: {}, indexSizes: {}, scaleFactor: scale };
};

function describeStorage(engine: Engine, collection: CollectionRecord, scale: number): Document {
  const { count, documentBytes, storageBytes, indexBytes } = measureCollection(engine.store, collection);
  const scaled = (bytes: number): number => Math.floor(bytes / scale);
  const totalIndexBytes = sum(Object.values(indexBytes));
  return {
    size: scaled(documentBytes),
    count,
    ...(count > 0 && { avgObjSize: Math.floor(documentBytes / count) }),
    numOrphanDocs: 0,
    storageSize: scaled(storageBytes),
    freeStorageSize: 0,
    capped: false,
    nindexes: collection.indexes.length + 1,
    indexDetails: {},
    indexBuilds: [],
    totalIndexSize: scaled(totalIndexBytes),
    totalSize: scaled(storageBytes + totalIndexBytes),
    indexSizes: Object.fromEntries(Object.entries(indexBytes).map(([name, bytes]) => [name, scaled(bytes)])),
    scaleFactor: scale,
  };
}

const dbStats: Command = (engine, { database, body }) => {
  const scale = readScale(body['scale']);
  const all = engine.catalog.listCollections(database);
  const collections = all.filter((each) => !isView(each));
  const sizes = collections.map((collection) => measureCollection(engine.store, collection));
  const objects = sum(sizes.map(({ count }) => count));
  const dataBytes = sum(sizes.map(({ documentBytes }) => documentBytes));
  const storageBytes = sum(sizes.map((each) => each.storageBytes));
  const indexBytes = sum(sizes.flatMap((each) => Object.values(each.indexBytes)));
  return {
    db: database,
    collections: collections.length,
    views: all.length - collections.length,
    objects,
    avgObjSize: objects === 0 ? 0 : dataBytes / objects,
    dataSize: dataBytes / scale,
    storageSize: storageBytes / scale,
    indexes: sum(collections.map(({ indexes }) => indexes.length + 1)),
    indexSize: indexBytes / scale,
    totalSize: (storageBytes + indexBytes) / scale,
    scaleFactor: scale,
  };
};

export const statisticsCommands: Commands = { collStats, dbStats };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function readScale(value: unknown): number {
  if (value === undefined || value === null) return 1;
  if (!isNumber(value)) throw new QueryError(14, `BSON field 'scale' is the wrong type '${bsonType(value)}', expected a number`);
  const scale = Math.trunc(numericValue(value));
  if (scale >= 1) return scale;
  throw new QueryError(51_024, `BSON field 'scale' value must be >= 1, actual value '${scale}'`);
}

/** Stages that a pipeline can only begin with, because they bring documents of their own. */
const sources: Readonly<Record<string, (engine: Engine, request: CommandRequest, operand: unknown) => Document[]>> = {
  $collStats: readCollectionStatistics,
  $indexStats: readIndexStatistics,
  $currentOp: readCurrentOperations,
};

/** What such a stage at the beginning of a pipeline brings; undefined for other pipelines. */
export function readStatistics(engine: Engine, request: CommandRequest, [first = {}]: Document[]): Document[] | undefined {
  const [name = ''] = Object.keys(first);
  return Object.hasOwn(sources, name) ? sources[name]?.(engine, request, first[name]) : undefined;
}

const unmeasured = new Set(['latencyStats', 'queryExecStats']);

function readCollectionStatistics(engine: Engine, request: CommandRequest, operand: unknown): Document[] {
  const { database, collection: name } = requireCollectionName(request, '$collStats');
  if (!isDocument(operand)) throw new QueryError(5_447_000, '$collStats must take a nested object');
  for (const [field, value] of Object.entries(operand)) checkStatisticsField(field, value);
  const description: Document = { ns: `${database}.${name}`, host: hostname(), localTime: new Date() };
  const { storageStats, count } = operand;
  if (storageStats === undefined && count === undefined) return [description];
  const collection = engine.catalog.findCollection(database, name);
  refuseView(collection);
  if (collection === undefined) {
    const wanted = storageStats === undefined ? 'count' : 'storageStats';
    throw new QueryError(
      26,
      `Unable to retrieve ${wanted} in $collStats stage :: caused by :: Collection [${database}.${name}] not found.`,
    );
  }
  if (isDocument(storageStats)) description['storageStats'] = describeStorage(engine, collection, readScale(storageStats['scale']));
  if (count !== undefined) description['count'] = countDocuments(engine.store, collection);
  return [description];
}

function checkStatisticsField(field: string, value: unknown): void {
  if (unmeasured.has(field))
    throw new QueryError(238, `The embedded database does not measure ${field}: $collStats has count and storageStats`);
  if (field !== 'count' && field !== 'storageStats') throw new QueryError(40_415, `BSON field '$collStats.${field}' is an unknown field.`);
  if (isDocument(value)) return;
  throw new QueryError(14, `BSON field '$collStats.${field}' is the wrong type '${bsonType(value)}', expected type 'object'`);
}

function readIndexStatistics(engine: Engine, request: CommandRequest, operand: unknown): Document[] {
  const { database, collection: name } = requireCollectionName(request, '$indexStats');
  if (!isDocument(operand) || Object.keys(operand).length > 0)
    throw new QueryError(28_803, 'The $indexStats stage specification must be an empty object');
  // Those of a view are the indexes of what it reads.
  const collection = engine.catalog.findCollection(database, resolveSource(engine.catalog, database, name).collection);
  if (collection === undefined) return [];
  const idIndex = { id: collection.id, specification: idIndexSpecification };
  return [idIndex, ...collection.indexes].map(({ id, specification }) => ({
    name: specification['name'],
    key: specification['key'],
    host: hostname(),
    accesses: engine.store.indexUses.of(id),
    spec: specification,
  }));
}

function requireCollectionName(request: CommandRequest, stage: string): ReturnType<typeof readNamespace> {
  if (typeof request.body['aggregate'] === 'string') return readNamespace(request);
  throw new QueryError(73, `{aggregate: 1} is not valid for '${stage}'; a collection is required.`);
}

const currentOptions = new Set(['allUsers', 'idleConnections', 'idleCursors', 'idleSessions', 'localOps', 'truncateOps', 'backtrace']);

/** What is being answered, and the transactions that are open meanwhile, whose session waits for its client. */
function readCurrentOperations(engine: Engine, { body, database }: CommandRequest, operand: unknown): Document[] {
  if (database !== 'admin' || typeof body['aggregate'] === 'string')
    throw new QueryError(73, "$currentOp must be run against the 'admin' database with {aggregate: 1}");
  if (!isDocument(operand)) throw new QueryError(14, `$currentOp options must be specified in an object, but found: ${bsonType(operand)}`);
  for (const [name, value] of Object.entries(operand)) {
    if (!currentOptions.has(name)) throw new QueryError(9, `Unrecognized option '${name}' in $currentOp stage.`);
    if (typeof value !== 'boolean')
      throw new QueryError(9, `The '${name}' parameter of the $currentOp stage must be a boolean value, but found: ${bsonType(value)}`);
  }
  const idle = operand['idleSessions'] === false ? [] : engine.transactions.describeOpen(hostname());
  return [...engine.runningCommands.describe(hostname()), ...idle];
}
