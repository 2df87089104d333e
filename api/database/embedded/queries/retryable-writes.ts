import { decodeDocument, encodeDocument } from '../values/bson-documents.js';
import { QueryError } from '../query-errors.js';
import { entriesBetween } from '../storage/ranges.js';
import { type Store } from '../storage/store.js';
import { sessionName, showSession } from '../transactions/session-id.js';
import { numericValue, type Document } from '../values/values.js';

const keptMs = 30 * 60_000;
const expiryChunk = 1000;

/** What is known of the last number that a session has used on the disk. */
export interface LastNumber {
  number: number;
  /** The reply of a retryable write; absent when the number is a transaction's, which is committed then. */
  reply?: Document;
}

/**
 * The reply of each session's last retryable write, or the fact that its last transaction was committed. It is stored in the same commit as
 * what was written, so a retry is answered and not applied again, even when the server died between the write and the reply.
 */
export class RetryableWrites {
  constructor(private readonly store: Store) {}

  findLast(lsid: Document): LastNumber | undefined {
    const stored = this.store.transactions.get(sessionKey(lsid));
    if (stored === undefined) return undefined;
    const { txnNumber, reply } = decodeDocument(stored);
    return { number: numericValue(txnNumber), ...(reply !== undefined && { reply: reply as Document }) };
  }

  /** Inside a write: what was answered to this very write before. Code 225 for a number below the session's last. */
  findReply(lsid: Document, txnNumber: unknown): Document | undefined {
    const last = this.findLast(lsid);
    const asked = numericValue(txnNumber);
    if (last === undefined || asked > last.number) return undefined;
    if (asked < last.number) throw tooOldWrite(lsid, asked, last.number, last.reply === undefined ? 'transaction' : 'retryable write');
    if (last.reply === undefined) throw becameTransaction();
    return last.reply;
  }

  /** Inside the same write: keeps its reply. */
  keepReply(lsid: Document, txnNumber: unknown, reply: Document): void {
    void this.store.transactions.put(sessionKey(lsid), encodeDocument({ txnNumber, reply, at: new Date() }));
  }

  /** Inside the write that commits a transaction. */
  keepCommit(lsid: Document, txnNumber: unknown): void {
    void this.store.transactions.put(sessionKey(lsid), encodeDocument({ txnNumber, at: new Date() }));
  }

  /** Forgets the replies of sessions that are older than the session timeout (30 minutes). */
  async expire(now = Date.now()): Promise<void> {
    await this.store.write(() => {
      let removed = 0;
      for (const { key, value } of entriesBetween(this.store.transactions, { start: Buffer.of(0), end: Buffer.of(0xff) })) {
        const { at } = decodeDocument(value);
        if (!(at instanceof Date) || now - at.getTime() < keptMs) continue;
        void this.store.transactions.remove(key);
        removed += 1;
        if (removed >= expiryChunk) return;
      }
    });
  }
}

export function tooOldWrite(lsid: Document, asked: number, last: number, kind: 'transaction' | 'retryable write'): QueryError {
  const message = `Retryable write with txnNumber ${asked} is prohibited on session ${showSession(lsid)} because a newer ${kind} with txnNumber ${last} has already started on this session.`;
  return new QueryError(225, message);
}

export function becameTransaction(): QueryError {
  return new QueryError(217, 'Cannot retry a retryable write that has been converted into a transaction');
}

function sessionKey(lsid: Document): Buffer {
  return Buffer.from(`s${sessionName(lsid)}`, 'latin1');
}
