import { readNumber } from '../values/bson-documents.js';
import { type Engine } from '../engine.js';
import { QueryError } from '../query-errors.js';
import { type WriteOptions } from '../storage/tables.js';
import { type Document } from '../values/values.js';
import { DroppedConnection, readRetryableWrite, type CommandRequest } from './request.js';

/**
 * Runs a write and answers once it is on the disk. A write with a transaction number is answered only once: its reply is stored with it,
 * and a repetition gets that reply. `action` runs inside the write transaction; when it throws, nothing of the command remains.
 */
export async function runWrite(engine: Engine, request: CommandRequest, action: () => Document): Promise<Document> {
  const session = readRetryableWrite(request);
  const options = readPatience(request);
  if (session === undefined) return engine.store.write(action, options);
  engine.transactions.noteRetryableWrite(session);
  const { lsid, txnNumber } = session;
  let isDropped = false;
  const reply = await engine.store.write(() => {
    const known = engine.retryableWrites.findReply(lsid, txnNumber);
    if (known !== undefined) return known;
    const fresh = action();
    isDropped = meetsFailPoint(engine, statementCount(request));
    engine.retryableWrites.keepReply(lsid, txnNumber, fresh);
    return fresh;
  }, options);
  if (isDropped) throw new DroppedConnection('A fail point closes the connection after the commit');
  return reply;
}

/** How long a write may wait for open transactions. */
export function readPatience({ body }: CommandRequest): WriteOptions {
  const maxTimeMs = readNumber(body, 'maxTimeMS');
  return maxTimeMs ? { maxTimeMs } : {};
}

/** The fail point of retryable writes counts statements: it breaks the connection after the commit, or before it with an error. */
function meetsFailPoint(engine: Engine, statements: number): boolean {
  for (let statement = 0; statement < statements; statement += 1) {
    const point = engine.failPoints.take('onPrimaryTransactionalWrite');
    if (point === undefined) continue;
    if (point.failBeforeCommitExceptionCode !== undefined)
      throw new DroppedConnection('A fail point closes the connection before the commit');
    if (point.closeConnection) return true;
  }
  return false;
}

export function statementCount({ body, sequences }: CommandRequest): number {
  for (const name of ['documents', 'updates', 'deletes']) {
    const list = body[name];
    const count = sequences.get(name)?.length ?? (Array.isArray(list) ? list.length : undefined);
    if (count !== undefined) return count;
  }
  return 1;
}

/** Errors that fail the whole command: a pipeline that MongoDB cannot even read, and what ends a transaction that may be tried again. */
const commandErrorCodes = new Set([40324, 112, 251, 257]);

/** An error of one statement, as `writeErrors` holds it. */
export function writeError(index: number, error: unknown): Document {
  if (!(error instanceof QueryError) || commandErrorCodes.has(error.code)) throw error;
  return { index, code: error.code, ...error.extra, errmsg: error.message };
}

/** Runs statements one after another; an ordered list ends with its first error. */
export function runStatements<Statement>(
  statements: readonly Statement[],
  isOrdered: boolean,
  run: (statement: Statement, index: number) => void,
): Document[] {
  const errors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      errors.push(writeError(index, error));
      if (isOrdered) break;
    }
  }
  return errors;
}
