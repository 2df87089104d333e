import { runPipeline } from '../aggregation/aggregate.js';
import { encodeDocument, readDocument, readDocuments, readFlag } from '../values/bson-documents.js';
import { openChangeStream } from '../streams/change-stream.js';
import { batchesOf, type BatchSource } from '../queries/cursors.js';
import { type Engine } from '../engine.js';
import { writePipelineOutput } from '../aggregation/pipeline-output.js';
import { QueryError } from '../query-errors.js';
import { explainPlan, planQuery, runQuery, type Query } from '../queries/query.js';
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
  const { query, rest } = readLeading(pipeline, body);
  const find = (name: string, filter: Document): AsyncIterable<Document> => pulled(findDocuments(engine, database, name, { filter }));
  const documents = findDocuments(engine, database, collectionName, query);
  const collation = readDocument(body, 'collation');
  const lookups: Lookups = {
    find,
    write: (stage, operand, output) => writePipelineOutput(engine, database, stage, operand, output),
    now: new Date(),
    ...(query.variables && { variables: query.variables }),
    ...(collation && { collation }),
  };
  const results = runPipeline(documents, rest, lookups);
  return batchesOf(encoded(results));
}

function* findDocuments(engine: Engine, database: string, name: string, query: Query): Generator<Document> {
  const collection = engine.catalog.findCollection(database, name);
  for (const stored of runQuery(engine.store, collection, query)) yield stored.document;
}

async function* pulled(documents: Iterable<Document>): AsyncGenerator<Document> {
  yield* documents;
}

async function* encoded(documents: AsyncIterable<Document>): AsyncGenerator<Uint8Array> {
  for await (const document of documents) yield encodeDocument(document);
}

/** The beginning of a pipeline that indexes can answer: its `$match` stages and the `$sort` behind them, with a `$limit` behind that. */
function readLeading(pipeline: Document[], body: Document): { query: Query; rest: Document[] } {
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
  const limit = numericValue(operandOf(pipeline[position], '$limit'));
  if (Number.isInteger(limit) && limit > 0) {
    query.limit = limit;
    position += 1;
  }
  return { query, rest: pipeline.slice(position) };
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
