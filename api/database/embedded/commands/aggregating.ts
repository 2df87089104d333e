import { runPipeline } from '../aggregation/aggregate.js';
import { encodeDocument, readDocument, readDocuments, readFlag } from '../values/bson-documents.js';
import { openChangeStream } from '../streams/change-stream.js';
import { batchesOf, type BatchSource } from '../queries/cursors.js';
import { type StoredDocument } from '../storage/documents.js';
import { type Engine } from '../engine.js';
import { writePipelineOutput } from '../aggregation/pipeline-output.js';
import { QueryError } from '../query-errors.js';
import { compileStoredTest, explainPlan, filterStored, planQuery, runQuery, type Query } from '../queries/query.js';
import { type Lookups } from '../aggregation/stage-types.js';
import { isDocument, numericValue, type Document } from '../values/values.js';
import { readBatchSize, openCursor } from './reading.js';
import { readHintAndCollation } from './query-options.js';
import { type Command, type CommandRequest, type Commands } from './request.js';

const aggregate: Command = async (engine, request) => {
  const { body, database } = request;
  const pipeline = readDocuments(body, 'pipeline');
  if (pipeline === undefined) throw new QueryError(40414, "BSON field 'aggregate.pipeline' is missing but a required field");
  if (!pipeline.every(isDocument)) throw new QueryError(14, "Each element of the 'pipeline' array must be an object");
  const target = body['aggregate'];
  const collection = typeof target === 'string' ? target : '$cmd.aggregate';
  if (readFlag(body, 'explain')) return explainAggregate(engine, database, collection, pipeline, body);
  const options = readDocument(body, 'cursor');
  if (options === undefined) throw new QueryError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  if (writesOutput(pipeline) && readDocument(body, 'readConcern')?.['level'] === 'linearizable') {
    throw new QueryError(72, 'Read concern linearizable cannot be used with a pipeline that writes');
  }
  // What a pipeline writes is written before the reply, even for an empty first batch.
  const batchSize = writesOutput(pipeline) ? undefined : readBatchSize(options);
  const source = isChangeStream(pipeline)
    ? openStream(engine, request, collection, pipeline)
    : openPipeline(engine, request, collection, pipeline);
  return openCursor(engine, request, collection, source, batchSize);
};

export const aggregatingCommands: Commands = { aggregate };

function isChangeStream(pipeline: Document[]): boolean {
  return pipeline[0] !== undefined && '$changeStream' in pipeline[0];
}

function writesOutput(pipeline: Document[]): boolean {
  const last = pipeline.at(-1);
  return last !== undefined && ('$out' in last || '$merge' in last);
}

function openStream(engine: Engine, { database, body }: CommandRequest, collection: string, pipeline: Document[]): BatchSource {
  const [first, ...stages] = pipeline;
  const stage = readDocument(first ?? {}, '$changeStream') ?? {};
  if (readFlag(stage, 'allChangesForCluster')) {
    if (database !== 'admin')
      throw new QueryError(72, 'A $changeStream with allChangesForCluster:true may only be opened on the admin database');
    return openChangeStream(engine, {}, stage, stages);
  }
  if (database === 'admin' || database === 'config' || database === 'local') {
    throw new QueryError(73, `$changeStream may not be opened on the internal ${database} database`);
  }
  return openChangeStream(engine, typeof body['aggregate'] === 'string' ? { database, collection } : { database }, stage, stages);
}

function openPipeline(engine: Engine, request: CommandRequest, collectionName: string, pipeline: Document[]): BatchSource {
  const { database, body } = request;
  const { query, survivors, limit, rest } = readLeading(pipeline, body);
  // Whole documents are passed on as they were stored.
  if (rest.length === 0) return batchesOf(storedBytes(findStored(engine, database, collectionName, query, survivors)), limit);
  const find = (name: string, filter: Document): AsyncIterable<Document> => pulled(findDocuments(engine, database, name, { filter }));
  const documents = findDocuments(engine, database, collectionName, query, survivors);
  const collation = readDocument(body, 'collation');
  const lookups: Lookups = {
    find,
    write: (stage, operand, output) => writePipelineOutput(engine, database, stage, operand, output),
    now: new Date(),
    ...(query.variables && { variables: query.variables }),
    ...(collation && { collation }),
  };
  const results = runPipeline(documents, limit === undefined ? rest : [{ $limit: limit }, ...rest], lookups);
  return batchesOf(encoded(results));
}

function* findDocuments(engine: Engine, database: string, name: string, query: Query, survivors?: Document): Generator<Document> {
  for (const stored of findStored(engine, database, name, query, survivors)) yield stored.document;
}

function findStored(engine: Engine, database: string, name: string, query: Query, survivors?: Document): Generator<StoredDocument> {
  const found = runQuery(engine.store, engine.catalog.findCollection(database, name), query);
  return survivors ? filterStored(found, compileStoredTest(survivors, query)) : found;
}

function* storedBytes(documents: Generator<StoredDocument>): Generator<Uint8Array> {
  for (const stored of documents) yield stored.bytes;
}

async function* pulled(documents: Iterable<Document>): AsyncGenerator<Document> {
  yield* documents;
}

async function* encoded(documents: AsyncIterable<Document>): AsyncGenerator<Uint8Array> {
  for await (const document of documents) yield encodeDocument(document);
}

interface Leading {
  query: Query;
  /** What those that the query finds must match besides, to be given to the rest. */
  survivors?: Document;
  /** How many of those. */
  limit?: number;
  rest: Document[];
}

/**
 * The beginning of a pipeline that indexes can answer: its `$match` stages and the `$sort` behind them, with a `$skip` and a `$limit` behind that, and the
 * `$match` (and `$limit`) behind those, which is tested before documents are decoded.
 */
function readLeading(pipeline: Document[], body: Document): Leading {
  const matches: Document[] = [];
  let position = 0;
  for (let match = operandOf(pipeline[position], '$match'); isDocument(match); match = operandOf(pipeline[position], '$match')) {
    matches.push(match);
    position += 1;
  }
  const query: Query = {
    filter: matches.length === 1 && matches[0] ? matches[0] : matches.length === 0 ? {} : { $and: matches },
    ...readHintAndCollation(body, body),
  };
  const sort = operandOf(pipeline[position], '$sort');
  if (isDocument(sort) && Object.keys(sort).length > 0) {
    query.sort = sort;
    position += 1;
  }
  const skip = readCount(pipeline[position], '$skip');
  if (skip !== undefined) position += 1;
  const taken = readCount(pipeline[position], '$limit');
  if (taken !== undefined) position += 1;
  const leading = { ...query, ...(skip !== undefined && { skip }), ...(taken !== undefined && { limit: taken }) };
  const survivors = operandOf(pipeline[position], '$match');
  if (!isDocument(survivors)) return { query: leading, rest: pipeline.slice(position) };
  const limit = readCount(pipeline[position + 1], '$limit');
  const rest = pipeline.slice(position + (limit === undefined ? 1 : 2));
  return { query: leading, survivors, ...(limit !== undefined && { limit }), rest };
}

function readCount(stage: Document | undefined, name: string): number | undefined {
  const count = numericValue(operandOf(stage, name));
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

function operandOf(stage: Document | undefined, name: string): unknown {
  return stage !== undefined && Object.keys(stage).length === 1 ? stage[name] : undefined;
}

export function explainAggregate(engine: Engine, database: string, name: string, pipeline: Document[], body: Document): Document {
  const collection = engine.catalog.findCollection(database, name);
  const { query } = readLeading(pipeline, body);
  if (collection === undefined) return { queryPlanner: { namespace: `${database}.${name}`, winningPlan: { stage: 'EOF' } } };
  return { queryPlanner: explainPlan(planQuery(collection, query), collection, query.sort !== undefined) };
}
