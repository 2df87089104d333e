import { readDocument, readDocuments, readFlag } from '../values/bson-documents.js';
import { openChangeStream } from '../streams/change-stream.js';
import { type BatchSource } from '../queries/cursors.js';
import { type Engine } from '../engine.js';
import { QueryError } from '../query-errors.js';
import { refuseView } from '../queries/views.js';
import { isDocument, type Document } from '../values/values.js';
import { readBatchSize, openCursor } from './reading.js';
import { explainAggregate } from './explaining.js';
import { openPipeline, openPipelineOver } from './pipelines.js';
import { type Command, type CommandRequest, type Commands } from './request.js';
import { readStatistics } from './statistics.js';

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
  return openCursor(engine, request, collection, openSource(engine, request, collection, pipeline), batchSize);
};

export const aggregatingCommands: Commands = { aggregate };

function openSource(engine: Engine, request: CommandRequest, collection: string, pipeline: Document[]): BatchSource {
  const { body, database } = request;
  if (isChangeStream(pipeline)) return openStream(engine, request, collection, pipeline);
  const statistics = readStatistics(engine, request, pipeline);
  if (statistics) return openPipelineOver(engine, database, statistics, pipeline.slice(1), body);
  return openPipeline(engine, database, collection, pipeline, body);
}

function isChangeStream(pipeline: Document[]): boolean {
  return pipeline[0] !== undefined && '$changeStream' in pipeline[0];
}

function writesOutput(pipeline: Document[]): boolean {
  const last = pipeline.at(-1);
  return last !== undefined && ('$out' in last || '$merge' in last);
}

function openStream(engine: Engine, { database, body }: CommandRequest, collection: string, pipeline: Document[]): BatchSource {
  const [first, ...stages] = pipeline;
  refuseView(engine.catalog.findCollection(database, collection));
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
