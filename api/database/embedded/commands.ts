import { Long, type Timestamp } from 'bson';
import { aggregatingCommands } from './commands/aggregating.js';
import { collectionCommands } from './commands/collection-commands.js';
import { failPointCommands, meetCommandFailPoint, writeConcernLabels } from './commands/fail-point-commands.js';
import { findAndModifyCommands } from './commands/find-and-modify.js';
import { informationCommands } from './commands/information.js';
import { listingCommands } from './commands/listing.js';
import { readingCommands } from './commands/reading.js';
import { CursorReply, DroppedConnection, type Command, type CommandRequest, type Reply } from './commands/request.js';
import { writingCommands } from './commands/writing.js';
import { encodeDocument } from './values/bson-documents.js';
import { type Engine } from './engine.js';
import { QueryError } from './query-errors.js';
import { numericValue, type Document } from './values/values.js';
import { encodeWithDocument, encodeWithDocuments } from './wire.js';

const writes = { ...writingCommands, ...findAndModifyCommands };
const commands = new Map<string, Command>(
  Object.entries({
    ...informationCommands,
    ...readingCommands,
    ...aggregatingCommands,
    ...writes,
    ...collectionCommands,
    ...listingCommands,
  }),
);

/** Runs a command and encodes its reply. Every error but DroppedConnection becomes a reply; `onUnexpected` hears of those nobody planned. */
export async function answerCommand(engine: Engine, request: CommandRequest, onUnexpected: (error: unknown) => void): Promise<Buffer> {
  try {
    const point = await meetCommandFailPoint(engine, request, request.name in writes);
    const reply = await runCommand(engine, request);
    return encodeAnswer(engine, reply, point?.writeConcernError ? failedWriteConcern(point.writeConcernError, point.errorLabels) : {});
  } catch (error) {
    if (error instanceof DroppedConnection) throw error;
    if (!(error instanceof QueryError)) onUnexpected(error);
    return encodeDocument({ ok: 0, ...describeError(error), ...times(engine) });
  }
}

async function runCommand(engine: Engine, request: CommandRequest): Promise<Reply> {
  const command = commands.get(request.name) ?? (engine.failPoints.areAllowed ? failPointCommands[request.name] : undefined);
  if (command === undefined) throw new QueryError(59, `no such command: '${request.name}'`);
  if (request.body['autocommit'] !== undefined || request.body['startTransaction'] !== undefined) {
    throw new QueryError(20, 'The embedded database has no multi-document transactions');
  }
  return command(engine, request);
}

function encodeAnswer(engine: Engine, reply: Reply, extra: Document): Buffer {
  const common = { ok: 1, ...extra, ...times(engine) };
  if (!(reply instanceof CursorReply)) return encodeDocument({ ...reply, ...common });
  const { cursor, batch, field } = reply;
  const head = { ...(batch.resumeToken && { postBatchResumeToken: batch.resumeToken }), id: cursor.id, ns: cursor.namespace };
  return encodeWithDocument(common, 'cursor', encodeWithDocuments(head, field, batch.documents));
}

function describeError(error: unknown): Document {
  if (error instanceof QueryError) return { errmsg: error.message, code: error.code, codeName: error.codeName, ...error.extra };
  const errmsg = error instanceof Error ? error.message : 'Unexpected error';
  return { errmsg, code: 1, codeName: 'InternalError' };
}

function failedWriteConcern(writeConcernError: Document, labels: string[] | undefined): Document {
  const errorLabels = labels ?? writeConcernLabels(numericValue(writeConcernError['code']));
  return { writeConcernError, ...(errorLabels.length > 0 && { errorLabels }) };
}

function times(engine: Engine): { operationTime: Timestamp; $clusterTime: Document } {
  const { operationTime } = engine.oplog;
  const signature = { hash: Buffer.alloc(20), keyId: Long.ZERO };
  return { operationTime, $clusterTime: { clusterTime: operationTime, signature } };
}
