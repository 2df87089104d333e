import { Long } from 'bson';
import { type LiveEngine } from '../engine.js';
import { becameTransaction, tooOldWrite } from '../queries/retryable-writes.js';
import { QueryError } from '../query-errors.js';
import { numericValue, type Document } from '../values/values.js';
import { writeTransaction } from './commit.js';
import { sessionName, showSession } from './session-id.js';
import { Transaction } from './transaction.js';

/** MongoDB's transactionLifetimeLimitSeconds, which bounds how long others wait for what a transaction has written. */
export const lifetimeLimitSeconds = 60;
/** MongoDB would let the change of a collection wait for the whole minute. */
const abandonedAfterMs = 3000;
/** Each may hold a snapshot of its own, for which LMDB has a limited number of places. */
const maxOpenTransactions = 400;
const forgottenAfterMs = 30 * 60_000;

/** Which transaction a command belongs to. */
export interface TransactionId {
  lsid: Document;
  txnNumber: unknown;
}

interface Session {
  number: number;
  /** Of that number, while it is open. */
  transaction?: Transaction;
  outcome: 'open' | 'committed' | 'aborted';
  usedAt: number;
  /** Ends with the command that works for the session now; the next one waits for that. */
  turn: Promise<unknown>;
}

/** The last transaction of each session. What is committed is also on the disk; the rest does not outlive the server. */
export class Transactions {
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly engine: () => LiveEngine) {}

  /** Runs the commands of a session one after another, as MongoDB does. */
  async inTurn<Result>({ lsid }: TransactionId, work: () => Promise<Result>): Promise<Result> {
    const name = sessionName(lsid);
    const session = this.sessions.get(name) ?? { number: -1, outcome: 'aborted', usedAt: Date.now(), turn: Promise.resolve() };
    this.sessions.set(name, session);
    const result = session.turn.then(work);
    session.turn = result.catch(() => undefined);
    session.usedAt = Date.now();
    return result;
  }

  /** In turn: begins a transaction, which ends an older one of the session. Codes 225 and 117 for numbers that were used already. */
  begin({ lsid, txnNumber }: TransactionId): Transaction {
    const session = this.sessionOf(lsid);
    const asked = numericValue(txnNumber);
    if (asked < session.number) throw tooOld(lsid, asked, session.number);
    if (asked === session.number)
      throw new QueryError(117, 'Only servers in a sharded cluster can start a new transaction at the active transaction number');
    if (session.transaction) this.abortOpen(session);
    const engine = this.engine();
    if (engine.intents.openCount >= maxOpenTransactions) throw new QueryError(24, `More than ${maxOpenTransactions} transactions are open`);
    const transaction = new Transaction(engine, engine.store.openSnapshot(), lsid, txnNumber);
    session.number = asked;
    session.transaction = transaction;
    session.outcome = 'open';
    return transaction;
  }

  /** In turn: the open transaction of that number. Codes 225, 251 and 256 when it is not open. */
  findOpen(id: TransactionId): Transaction {
    const known = this.sessions.get(sessionName(id.lsid));
    if (known?.transaction && known.number === numericValue(id.txnNumber)) return known.transaction;
    const session = this.sessionFor(id);
    throw session.outcome === 'committed' ? alreadyCommitted(session.number) : alreadyAborted(session.number);
  }

  /** In turn: resolves when everything is on the disk, at once when it is already. */
  async commit(id: TransactionId): Promise<void> {
    const session = this.sessionFor(id);
    if (session.outcome === 'committed') return;
    const { transaction } = session;
    if (transaction === undefined) throw alreadyAborted(session.number);
    // Nothing can end it any more.
    delete session.transaction;
    try {
      if (transaction.changes.length > 0) await writeTransaction(this.engine(), transaction);
      session.outcome = 'committed';
    } catch (error) {
      session.outcome = 'aborted';
      throw error;
    } finally {
      transaction.end(false);
    }
  }

  /** In turn. Codes 225, 251 and 256 when there is nothing to abort. */
  abort(id: TransactionId): void {
    this.findOpen(id);
    this.abortOpen(this.sessionFor(id));
  }

  /** Before a retryable write of a session: it ends an older transaction, and cannot be older itself. */
  noteRetryableWrite({ lsid, txnNumber }: TransactionId): void {
    const name = sessionName(lsid);
    const session = this.sessions.get(name);
    if (session === undefined) return;
    const asked = numericValue(txnNumber);
    if (asked < session.number) throw tooOldWrite(lsid, asked, session.number, 'transaction');
    if (asked === session.number) throw becameTransaction();
    this.abortOpen(session);
  }

  /** Aborts the open transactions of these sessions. */
  kill(lsids: readonly Document[]): void {
    for (const lsid of lsids) {
      const session = this.sessions.get(sessionName(lsid));
      if (session) this.abortOpen(session);
    }
  }

  /** For `$currentOp`: sessions with an open transaction. */
  describeOpen(host: string): Document[] {
    const open = [...this.sessions.values()].flatMap(({ transaction }) => (transaction ? [transaction] : []));
    return open.map(({ lsid, txnNumber, startedAt }) => ({
      type: 'idleSession',
      host,
      active: false,
      lsid,
      transaction: {
        parameters: { txnNumber, autocommit: false },
        startWallClockTime: new Date(startedAt).toISOString(),
        timeOpenMicros: Long.fromNumber((Date.now() - startedAt) * 1000),
      },
    }));
  }

  killAll(): void {
    for (const session of this.sessions.values()) this.abortOpen(session);
  }

  /** Aborts what is open for too long, or holds up others while nobody goes on with it, and forgets sessions that are over. */
  expire(now = Date.now()): void {
    for (const [name, session] of this.sessions) {
      const { transaction, usedAt } = session;
      if (transaction && (now - transaction.startedAt > lifetimeLimitSeconds * 1000 || this.isAbandoned(transaction, now - usedAt)))
        this.abortOpen(session);
      if (session.outcome !== 'open' && now - usedAt > forgottenAfterMs) this.sessions.delete(name);
    }
  }

  /** A client that is gone without a word must not keep a collection from being changed. */
  private isAbandoned(transaction: Transaction, idleMs: number): boolean {
    return idleMs > abandonedAfterMs && this.engine().intents.holdsUpChange(transaction);
  }

  private abortOpen(session: Session): void {
    if (session.transaction === undefined) return;
    session.transaction.end(false);
    delete session.transaction;
    session.outcome = 'aborted';
  }

  private sessionOf(lsid: Document): Session {
    const session = this.sessions.get(sessionName(lsid));
    if (session === undefined) throw new Error('A session has its turn before it is known');
    // A retryable write, or a commit before the server's last start, is known on the disk only.
    const last = this.engine().retryableWrites.findLast(lsid);
    if (last && last.number > session.number) {
      session.number = last.number;
      session.outcome = last.reply ? 'aborted' : 'committed';
    }
    return session;
  }

  private sessionFor({ lsid, txnNumber }: TransactionId): Session {
    const session = this.sessionOf(lsid);
    const asked = numericValue(txnNumber);
    if (asked < session.number) throw tooOld(lsid, asked, session.number);
    if (asked > session.number) throw unknown(asked, session.number);
    return session;
  }
}

function unknown(asked: number, active: number): QueryError {
  const message = `Given transaction number ${asked} does not match any in-progress transactions. The active transaction number is ${active}`;
  return new QueryError(251, message);
}

function alreadyAborted(number: number): QueryError {
  return new QueryError(251, `Transaction with { txnNumber: ${number} } has been aborted.`);
}

function alreadyCommitted(number: number): QueryError {
  return new QueryError(256, `Transaction with { txnNumber: ${number} } has been committed.`);
}

function tooOld(lsid: Document, asked: number, last: number): QueryError {
  const message =
    `Cannot start transaction with { txnNumber: ${asked} } on session ${showSession(lsid)} because a newer transaction ` +
    `with txnNumberAndRetryCounter { txnNumber: ${last} } has already started on this session.`;
  return new QueryError(225, message);
}
