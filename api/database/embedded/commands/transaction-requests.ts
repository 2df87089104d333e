import { createHash } from 'node:crypto';
import { Binary } from 'bson';
import { readDocument, readDocuments } from '../values/bson-documents.js';
import { QueryError } from '../query-errors.js';
import { bsonType, numericValue, type Document } from '../values/values.js';
import { type TransactionId } from '../transactions/transactions.js';
import { type CommandRole } from './error-labels.js';
import { type CommandRequest } from './request.js';

/** What a command says about the transaction it belongs to. */
export interface TransactionRequest extends TransactionId {
  isFirst: boolean;
}

const endingCommands = new Set(['commitTransaction', 'abortTransaction']);
const allowedCommands = new Set([
  ...endingCommands,
  ...['aggregate', 'create', 'createIndexes', 'delete', 'distinct', 'find', 'findAndModify', 'findandmodify', 'getMore', 'insert'],
  ...['killCursors', 'update'],
]);
/** MongoDB says it in other words when a command would make no sense in a transaction. */
const informationCommands = new Set(['ping', 'hello', 'isMaster', 'ismaster', 'buildInfo', 'buildinfo', 'connectionStatus']);
/** Of users, of whom there is none here: MongoDB shows it beside the id of a session. */
const nobody = new Binary(createHash('sha256').digest(), Binary.SUBTYPE_DEFAULT);

export function roleOf({ name, body }: CommandRequest, isWrite: boolean): CommandRole {
  if (body['autocommit'] === false) return endingCommands.has(name) ? 'end of a transaction' : 'in a transaction';
  return isWrite ? 'retryable write' : 'other';
}

/** Undefined outside of transactions. Throws 72 and 14 for fields that contradict each other. */
export function readTransactionRequest({ body }: CommandRequest): TransactionRequest | undefined {
  const { txnNumber, autocommit, startTransaction } = body;
  if (txnNumber !== undefined) checkNumber(body, txnNumber);
  if (autocommit === undefined) {
    if (startTransaction === undefined) return undefined;
    throw new QueryError(72, "'startTransaction' field requires 'autocommit' field to also be specified");
  }
  if (txnNumber === undefined) throw new QueryError(72, "'autocommit' field requires a transaction number to also be specified");
  if (autocommit !== false) throw new QueryError(72, 'Specifying autocommit=true is not allowed.');
  if (startTransaction !== undefined && startTransaction !== true)
    throw new QueryError(72, 'Specifying startTransaction=false is not allowed.');
  const lsid = { id: readDocument(body, 'lsid')?.['id'], uid: nobody };
  return { lsid, txnNumber, isFirst: startTransaction === true };
}

function checkNumber(body: Document, txnNumber: unknown): void {
  if (body['lsid'] === undefined) throw new QueryError(72, 'Transaction number requires a session ID to also be specified');
  if (bsonType(txnNumber) !== 'long')
    throw new QueryError(14, "BSON field 'OperationSessionInfo.txnNumber' is the wrong type, expected type 'long'");
  if (numericValue(txnNumber) < 0) throw new QueryError(72, 'Transaction number cannot be negative');
}

/** Refuses what cannot be part of a transaction; a transaction that is open stays so. */
export function checkTransactionRequest({ name, body, database }: CommandRequest, { isFirst }: TransactionRequest): void {
  if (informationCommands.has(name)) throw notSupported('This command is not supported in transactions');
  if (name === 'count') throw notSupported("Cannot run 'count' in a multi-document transaction: aggregate with $count can.");
  if (!allowedCommands.has(name)) throw notSupported(`Cannot run '${name}' in a multi-document transaction.`);
  if (endingCommands.has(name)) {
    if (database !== 'admin') throw new QueryError(13, `${name} may only be run against the admin database.`);
    if (isFirst) throw notSupported(`Cannot start a transaction with ${name === 'commitTransaction' ? 'a commit' : 'an abort'}`);
  } else checkStatement(name, body, database);
  checkReadConcern(body, isFirst);
}

function checkStatement(name: string, body: Document, database: string): void {
  const target = body[name];
  if (database === 'config' || database === 'local')
    throw notSupported(`Cannot run command against the '${database}' database in a transaction.`);
  if (typeof target === 'string' && target.startsWith('system.'))
    throw notSupported(`Cannot run command against the '${database}.${target}' collection in a transaction.`);
  if (body['writeConcern'] !== undefined) throw new QueryError(72, 'writeConcern is not allowed within a multi-statement transaction');
}

function checkReadConcern(body: Document, isFirst: boolean): void {
  const readConcern = readDocument(body, 'readConcern');
  if (readConcern === undefined) return;
  if (!isFirst) throw new QueryError(72, 'Only the first command in a transaction may specify a readConcern');
  const level = readConcern['level'];
  if (level === undefined || level === 'local' || level === 'majority' || level === 'snapshot') return;
  if (level !== 'linearizable' && level !== 'available')
    throw new QueryError(9, "readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'");
  const message = "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction";
  throw new QueryError(72, message);
}

const refusedStages = ['$out', '$merge', '$changeStream', '$collStats', '$indexStats', '$unionWith', '$currentOp', '$listSessions'];

/** Stages that write, or that tell of more than the snapshot: code 263. */
export function checkTransactionPipeline(body: Document): void {
  if (body['explain'] !== undefined) throw notSupported('Explain for the aggregate command cannot run within a multi-document transaction');
  for (const stage of readDocuments(body, 'pipeline') ?? []) {
    const refused = refusedStages.find((name) => name in stage);
    if (refused !== undefined) throw notSupported(`Stage not supported inside of a multi-document transaction: ${refused}`);
  }
}

function notSupported(message: string): QueryError {
  return new QueryError(263, message);
}
