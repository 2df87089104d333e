import { isUuid } from '../transactions/session-id.js';
import { readDocuments } from '../values/bson-documents.js';
import { type Engine } from '../engine.js';
import { QueryError } from '../query-errors.js';
import { type Document } from '../values/values.js';
import { CursorReply, type Command, type CommandRequest, type Commands, type Reply } from './request.js';
import { checkTransactionPipeline, checkTransactionRequest, type TransactionRequest } from './transaction-requests.js';

/** Runs a command inside its transaction; an error of any kind ends the transaction, as MongoDB does it. */
export async function runInTransaction(
  { transactions }: Engine,
  request: CommandRequest,
  transactionRequest: TransactionRequest,
  command: Command,
): Promise<Reply> {
  checkTransactionRequest(request, transactionRequest);
  return transactions.inTurn(transactionRequest, async () => {
    if (request.name === 'abortTransaction') {
      transactions.abort(transactionRequest);
      return {};
    }
    if (request.name === 'commitTransaction') {
      await transactions.commit(transactionRequest);
      return {};
    }
    const transaction = transactionRequest.isFirst ? transactions.begin(transactionRequest) : transactions.findOpen(transactionRequest);
    try {
      if (request.name === 'aggregate') checkTransactionPipeline(request.body);
      const reply = await command(transaction.engine, request);
      if (!(reply instanceof CursorReply) && reply['writeErrors'] !== undefined) transactions.abort(transactionRequest);
      return reply;
    } catch (error) {
      transactions.kill([transactionRequest.lsid]);
      throw error;
    }
  });
}

const outside =
  (name: string): Command =>
  () => {
    throw new QueryError(125, `${name} must be run within a transaction`);
  };

/** Sessions live in the driver; here only their open transactions have to be ended. */
const endListed =
  (field: string): Command =>
  (engine, { body }) => {
    engine.transactions.kill(readSessions(body, field));
    return {};
  };

const killAllSessions: Command = (engine) => {
  engine.transactions.killAll();
  return {};
};

/** Patterns may name users too, of whom there is none: sessions by their id, or all. */
const killByPattern: Command = (engine, { body }) => {
  const patterns = readDocuments(body, 'killAllSessionsByPattern') ?? [];
  const lsids = patterns.flatMap(({ lsid }) => (typeof lsid === 'object' && lsid !== null ? [lsid as Document] : []));
  if (lsids.length === 0) engine.transactions.killAll();
  else engine.transactions.kill(lsids);
  return {};
};

function readSessions(body: Document, field: string): Document[] {
  const lsids = readDocuments(body, field) ?? [];
  if (!lsids.every(({ id }) => isUuid(id))) throw new QueryError(14, `Each element of '${field}' must have the id of a session`);
  return lsids;
}

export const transactionCommands: Commands = {
  commitTransaction: outside('commitTransaction'),
  abortTransaction: outside('abortTransaction'),
  endSessions: endListed('endSessions'),
  killSessions: endListed('killSessions'),
  killAllSessions,
  killAllSessionsByPattern: killByPattern,
};
