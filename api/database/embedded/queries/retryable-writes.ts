import { decodeDocument, encodeDocument } from '../values/bson-documents.js';
import { QueryError } from '../query-errors.js';
import { entriesBetween } from '../storage/ranges.js';
import { type Store } from '../storage/store.js';
import { numericValue, type Document } from '../values/values.js';

const keptMs = 30 * 60_000;
const expiryChunk = 1000;

/**
 * The reply of each session's last retryable write. It is stored in the same transaction as the write, so a retry is answered and not
 * applied again, even when the server died between the write and the reply.
 */
export class RetryableWrites {
  constructor(private readonly store: Store) {}

  /** Inside a write: what was answered to this very write before. Code 225 for a number below the session's last. */
  findReply(lsid: Document, txnNumber: unknown): Document | undefined {
    const stored = this.store.transactions.get(sessionKey(lsid));
    if (stored === undefined) return undefined;
    const record = decodeDocument(stored);
    const [last, asked] = [numericValue(record['txnNumber']), numericValue(txnNumber)];
    if (asked > last) return undefined;
    if (asked === last) return record['reply'] as Document;
    throw new QueryError(
      225,
      `Retryable write with txnNumber ${asked} is prohibited on session because a newer retryable write with txnNumber ${last} has already started on this session.`,
    );
  }

  /** Inside the same write: keeps its reply. */
  keepReply(lsid: Document, txnNumber: unknown, reply: Document): void {
    void this.store.transactions.put(sessionKey(lsid), encodeDocument({ txnNumber, reply, at: new Date() }));
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

function sessionKey(lsid: Document): Buffer {
  const id = lsid['id'] as { buffer?: Uint8Array } | undefined;
  if (!(id?.buffer instanceof Uint8Array) || id.buffer.length !== 16) throw new QueryError(14, 'lsid.id must be a UUID');
  return Buffer.concat([Buffer.from('s'), id.buffer]);
}
