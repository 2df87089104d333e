import { runPipeline } from '../aggregation/aggregate.js';
import { writePipelineOutput } from '../aggregation/pipeline-output.js';
import { type Lookups } from '../aggregation/stage-types.js';
import { type Engine } from '../engine.js';
import { batchesOf, type BatchSource } from '../queries/cursors.js';
import { compileStoredTest, filterStored, runQuery, type Query } from '../queries/query.js';
import { resolveSource } from '../queries/views.js';
import { type StoredDocument } from '../storage/documents.js';
import { decodeDocument, encodeDocument } from '../values/bson-documents.js';
import { isDocument, numericValue, type Document } from '../values/values.js';
import { readHintAndCollation } from './query-options.js';

/** What a pipeline over a collection or a view answers; `body` holds the options of its command. */
export function openPipeline(engine: Engine, database: string, name: string, pipeline: Document[], body: Document): BatchSource {
  const { collection: collectionName, stages } = resolveSource(engine.catalog, database, name);
  const { query, survivors, limit, rest } = readLeading([...stages, ...pipeline], body);
  // Whole documents are passed on as they were stored.
  if (rest.length === 0) return batchesOf(storedBytes(findStored(engine, database, collectionName, query, survivors)), limit);
  const documents = findDocuments(engine, database, collectionName, query, survivors);
  return openPipelineOver(engine, database, documents, limit === undefined ? rest : [{ $limit: limit }, ...rest], body);
}

/** What a pipeline makes of these documents. */
export function openPipelineOver(
  engine: Engine,
  database: string,
  documents: Iterable<Document>,
  pipeline: Document[],
  body: Document,
): BatchSource {
  const { collation, variables } = readHintAndCollation(body, body);
  const lookups: Lookups = {
    find: (from, filter) => findAnywhere(engine, database, from, filter),
    write: (stage, operand, output) => writePipelineOutput(engine, database, stage, operand, output),
    now: new Date(),
    ...(variables && { variables }),
    ...(collation && { collation }),
  };
  return batchesOf(encoded(runPipeline(documents, pipeline, lookups)));
}

/** The documents of another collection, or of a view. */
function findAnywhere(engine: Engine, database: string, name: string, filter: Document): AsyncIterable<Document> {
  const { stages } = resolveSource(engine.catalog, database, name);
  if (stages.length === 0) return pulled(findDocuments(engine, database, name, { filter }));
  return readAll(openPipeline(engine, database, name, [{ $match: filter }], {}));
}

/** Everything that a source has, decoded. */
export async function* readAll(source: BatchSource): AsyncGenerator<Document> {
  const request = { maxDocuments: Infinity, maxWaitMs: 0, signal: new AbortController().signal };
  for (;;) {
    const { documents, isLast } = await source.next(request);
    for (const bytes of documents) yield decodeDocument(bytes);
    if (isLast) return;
  }
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
export function readLeading(pipeline: Document[], body: Document): Leading {
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
