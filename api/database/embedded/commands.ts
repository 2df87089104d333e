import { Long } from 'bson';
import { aggregatingCommands } from './commands/aggregating.js';
import { collectionCommands } from './commands/collection-commands.js';
import { labelsOf, type CommandRole } from './commands/error-labels.js';
import { failPointCommands, meetCommandFailPoint } from './commands/fail-point-commands.js';
import { findAndModifyCommands } from './commands/find-and-modify.js';
import { explainingCommands } from './commands/explaining.js';
import { handshakeCommands } from './commands/handshake.js';
import { listingCommands } from './commands/listing.js';
import { readingCommands } from './commands/reading.js';
import { CursorReply, DroppedConnection, type Command, type CommandRequest, type Reply } from './commands/request.js';
import { makeServerCommands } from './commands/server-commands.js';
import { statisticsCommands } from './commands/statistics.js';
import { runInTransaction, transactionCommands } from './commands/transaction-commands.js';
import { readTransactionRequest, roleOf } from './commands/transaction-requests.js';
import { writingCommands } from './commands/writing.js';
import { readDocument } from './values/bson-documents.js';
import { formatValue } from './values/format-value.js';
import { type Engine } from './engine.js';
import { QueryError } from './query-errors.js';
import { isNumber, numericValue, type Document } from './values/values.js';
import { encodeCursorReply, encodeFields, encodeReplyOf } from './reply-encoding.js';
import { type Position } from './storage/oplog.js';

const writes = { ...writingCommands, ...findAndModifyCommands };
const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    ...handshakeCommands,
    ...explainingCommands,
    ...readingCommands,
    ...aggregatingCommands,
    ...writes,
    ...collectionCommands,
    ...listingCommands,
    ...statisticsCommands,
    ...makeServerCommands(() => commands.keys()),
    ...transactionCommands,
  }),
);

/** Runs a command and encodes its reply. Every error but DroppedConnection becomes a reply; `onUnexpected` hears of those nobody planned. */
export async function answerCommand(engine: Engine, request: CommandRequest, onUnexpected: (error: unknown) => void): Promise<Buffer> {
  const role = roleOf(request, request.name in writes);
  const running = engine.runningCommands.begin(request);
  try {
    const point = await meetCommandFailPoint(engine, request, role);
    const reply = await runCommand(engine, request);
    const failed = point?.writeConcernError ?? findUnsatisfiable(request.body);
    return encodeAnswer(engine, reply, failed ? failedWriteConcern(failed, point?.errorLabels, role) : {});
  } catch (error) {
    if (error instanceof DroppedConnection) throw error;
    if (!(error instanceof QueryError)) onUnexpected(error);
    return encodeReplyOf(encodeFields({ ok: 0, ...describeError(error, role) }), timesOf(engine));
  } finally {
    engine.runningCommands.end(running);
  }
}

async function runCommand(engine: Engine, request: CommandRequest): Promise<Reply> {
  const command = commands.get(request.name) ?? (engine.failPoints.areAllowed ? failPointCommands[request.name] : undefined);
  if (command === undefined) throw new QueryError(59, `no such command: '${request.name}'`);
  const transactionRequest = readTransactionRequest(request);
  if (transactionRequest) return runInTransaction(engine, request, transactionRequest, command);
  if (request.body['txnNumber'] !== undefined && !(request.name in writes)) throw notRetryable(request.name);
  return command(engine, request);
}

function notRetryable(name: string): QueryError {
  const message = `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${name} is not a retryable write command.`;
  return new QueryError(50768, message);
}

function encodeAnswer(engine: Engine, reply: Reply, extra: Document): Buffer {
  const times = timesOf(engine);
  if (!(reply instanceof CursorReply)) return encodeReplyOf(encodeFields({ ...reply, ok: 1, ...extra }), times);
  const { cursor, batch, field } = reply;
  const head = { ...(batch.resumeToken && { postBatchResumeToken: batch.resumeToken }), id: cursor.id, ns: cursor.namespace };
  return encodeCursorReply(encodeFields(head), field, batch.documents, encodeFields({ ok: 1, ...extra }), times);
}

function describeError(error: unknown, role: CommandRole): Document {
  if (error instanceof QueryError) {
    const { errorLabels = labelsOf(error.code, role), ...extra } = error.extra ?? {};
    const labels = Array.isArray(errorLabels) && errorLabels.length > 0 ? { errorLabels } : {};
    return { errmsg: error.message, code: error.code, codeName: error.codeName, ...labels, ...extra };
  }
  const errmsg = error instanceof Error ? error.message : 'Unexpected error';
  return { errmsg, code: 1, codeName: 'InternalError' };
}

/** A write is on the one node's disk, and on no other: who asks for more is told so, beside the reply. */
function findUnsatisfiable(body: Document): Document | undefined {
  const w = readDocument(body, 'writeConcern')?.['w'];
  if (w === undefined || w === 'majority' || numericValue(w) <= 1) return undefined;
  if (isNumber(w)) return { code: 100, codeName: 'UnsatisfiableWriteConcern', errmsg: 'Not enough data-bearing nodes' };
  const errmsg = `No write concern mode named ${formatValue(w)} found in replica set configuration`;
  return { code: 79, codeName: 'UnknownReplWriteConcern', errmsg };
}

function failedWriteConcern(writeConcernError: Document, labels: string[] | undefined, role: CommandRole): Document {
  const isRepeated = role === 'retryable write' || role === 'end of a transaction';
  const errorLabels = labels ?? (isRepeated ? labelsOf(numericValue(writeConcernError['code']), 'retryable write') : []);
  return { writeConcernError, ...(errorLabels.length > 0 && { errorLabels }) };
}

const timesByPosition = new WeakMap<Position, Buffer>();

/** The times that every reply has, encoded once for each commit. */
function timesOf({ oplog }: Engine): Buffer {
  const known = timesByPosition.get(oplog.lastCommitted);
  if (known) return known;
  const { operationTime } = oplog;
  const signature = { hash: Buffer.alloc(20), keyId: Long.ZERO };
  const times = encodeFields({ operationTime, $clusterTime: { clusterTime: operationTime, signature } });
  timesByPosition.set(oplog.lastCommitted, times);
  return times;
}
