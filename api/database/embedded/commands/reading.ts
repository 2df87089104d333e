import { type Long } from 'bson';
import { readDocument, readFlag, readNumber } from '../values/bson-documents.js';
import { batchesOf, defaultFirstBatch, type BatchSource } from '../queries/cursors.js';
import { distinctValues } from '../queries/distinct.js';
import { countInIndex } from '../queries/index-count.js';
import { idsInIndex } from '../queries/index-ids.js';
import { type Engine } from '../engine.js';
import { uint32Key, afterPrefix } from '../storage/key-ranges.js';
import { QueryError } from '../query-errors.js';
import { planQuery, runFind, runQuery, type Query } from '../queries/query.js';
import { countBetween } from '../storage/ranges.js';
import { type Document } from '../values/values.js';
import { meetGetMoreFailPoint } from './fail-point-commands.js';
import { readHintAndCollation } from './query-options.js';
import { CursorReply, type Command, type CommandRequest, type Commands } from './request.js';
import { countView, distinctInView, findView, openView } from './view-reading.js';
import { readNamespace } from './writing.js';

/** How long a tailing getMore waits for something to come when the client names no time. */
const defaultTailWaitMs = 1000;

const find: Command = async (engine, request) => {
  const { body } = request;
  const namespace = readNamespace(request);
  const collection = engine.catalog.findCollection(namespace.database, namespace.collection);
  const query = readFindQuery(body);
  const batchSize = readBatchSize(body);
  const view = findView(collection);
  if (view) return openCursor(engine, request, view.name, openView(engine, view, query, body), batchSize, readFlag(body, 'singleBatch'));
  const documents = runFind(engine.store, collection, query, readDocument(body, 'projection'));
  return openCursor(
    engine,
    request,
    namespace.collection,
    batchesOf(documents, query.limit === 0 ? Infinity : query.limit),
    batchSize,
    readFlag(body, 'singleBatch'),
  );
};

const getMore: Command = async (engine, request) => {
  const { body, database } = request;
  const id = readCursorId(body['getMore']);
  const collection = body['collection'];
  if (typeof collection !== 'string') throw new QueryError(14, "BSON field 'getMore.collection' must be a string");
  meetGetMoreFailPoint(engine, id);
  const batchSize = readNumber(body, 'batchSize') ?? 0;
  const batch = await engine.cursors.nextBatch(
    id,
    { database, collection },
    {
      maxDocuments: batchSize > 0 ? batchSize : Infinity,
      maxWaitMs: readNumber(body, 'maxTimeMS') ?? defaultTailWaitMs,
      signal: request.signal,
    },
  );
  return new CursorReply({ id: batch.isLast ? id.and(0) : id, namespace: `${database}.${collection}` }, 'nextBatch', batch);
};

const killCursors: Command = (engine, { body }) => {
  const ids = (Array.isArray(body['cursors']) ? (body['cursors'] as unknown[]) : []).map(readCursorId);
  const [killed, notFound]: [Long[], Long[]] = [[], []];
  for (const id of ids) (engine.cursors.close(id) ? killed : notFound).push(id);
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] };
};

const count: Command = async (engine, request) => {
  const { body } = request;
  const namespace = readNamespace(request);
  const collection = engine.catalog.findCollection(namespace.database, namespace.collection);
  const filter = readDocument(body, 'query') ?? {};
  const limit = Math.abs(readNumber(body, 'limit') ?? 0);
  const skip = readNumber(body, 'skip') ?? 0;
  if (skip < 0) throw new QueryError(2, `BSON field 'skip' value must be >= 0, actual value '${skip}'`);
  if (collection === undefined) return { n: 0 };
  const view = findView(collection);
  if (view) return { n: await countView(engine, view, { filter, skip, limit }, body) };
  if (Object.keys(filter).length === 0 && body['hint'] === undefined) {
    const prefix = uint32Key(collection.id);
    const all = Math.max(0, countBetween(engine.store.documents, { start: prefix, end: afterPrefix(prefix) }) - skip);
    return { n: limit > 0 ? Math.min(all, limit) : all };
  }
  const isPlain = skip === 0 && body['hint'] === undefined && body['collation'] === undefined;
  const counted = isPlain ? countInIndex(engine.store, collection, filter, limit) : undefined;
  if (counted !== undefined) return { n: counted };
  let n = 0;
  for (const _ of runQuery(engine.store, collection, { filter, skip, limit, ...readHintAndCollation(body, body) })) n += 1;
  return { n };
};

const distinct: Command = async (engine, request) => {
  const { body } = request;
  const namespace = readNamespace(request);
  const key = body['key'];
  if (typeof key !== 'string') throw new QueryError(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const collection = engine.catalog.findCollection(namespace.database, namespace.collection);
  const query = { filter: readDocument(body, 'query') ?? {}, ...readHintAndCollation(body, body) };
  const view = findView(collection);
  if (view) return { values: await distinctInView(engine, view, key, query, body) };
  const isOfIds = collection !== undefined && key === '_id' && query.collation === undefined;
  const ids = isOfIds ? idsInIndex(engine.store, collection, planQuery(collection, query), query.filter) : undefined;
  return { values: distinctValues(ids ? documentsOf(ids) : runQuery(engine.store, collection, query), key, query.collation) };
};

function* documentsOf(ids: Iterable<unknown>): Generator<{ document: Document }> {
  for (const _id of ids) yield { document: { _id } };
}

export const readingCommands: Commands = { find, getMore, killCursors, count, distinct };

export function readFindQuery(body: Document): Query {
  const sort = readDocument(body, 'sort');
  const limit = readNumber(body, 'limit') ?? 0;
  const skip = readNumber(body, 'skip') ?? 0;
  if (limit < 0) throw new QueryError(51024, `BSON field 'limit' value must be >= 0, actual value '${limit}'`);
  if (skip < 0) throw new QueryError(51024, `BSON field 'skip' value must be >= 0, actual value '${skip}'`);
  return { filter: readDocument(body, 'filter') ?? {}, skip, limit, ...(sort && { sort }), ...readHintAndCollation(body, body) };
}

export function readBatchSize(options: Document): number | undefined {
  const batchSize = readNumber(options, 'batchSize');
  if (batchSize !== undefined && batchSize < 0)
    throw new QueryError(51024, `BSON field 'batchSize' value must be >= 0, actual value '${batchSize}'`);
  return batchSize;
}

/** Answers the first batch, and keeps a cursor when there is more to come. */
export async function openCursor(
  engine: Engine,
  request: CommandRequest,
  collection: string,
  source: BatchSource,
  batchSize = defaultFirstBatch,
  isSingleBatch = false,
): Promise<CursorReply> {
  const cursor = engine.cursors.open(request.database, collection, source);
  const namespace = { database: request.database, collection };
  const batch = await engine.cursors.nextBatch(cursor.id, namespace, { maxDocuments: batchSize, maxWaitMs: 0, signal: request.signal });
  const isDone = batch.isLast || isSingleBatch;
  if (isSingleBatch) engine.cursors.close(cursor.id);
  return new CursorReply(
    { id: isDone ? cursor.id.and(0) : cursor.id, namespace: `${request.database}.${collection}` },
    'firstBatch',
    batch,
  );
}

function readCursorId(value: unknown): Long {
  if (typeof value === 'object' && value !== null && (value as { _bsontype?: string })._bsontype === 'Long') return value as Long;
  throw new QueryError(14, 'A cursor id must be a long');
}
