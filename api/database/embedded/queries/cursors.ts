import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { maxDocumentBytes } from '../values/bson-documents.js';
import { QueryError } from '../query-errors.js';

export interface Batch {
  documents: Uint8Array[];
  /** No further batch will come: the cursor ends with this one. */
  isLast: boolean;
  /** Of change streams: what a client resumes after when it has seen this batch. */
  resumeToken?: Record<string, unknown>;
}

export interface BatchRequest {
  maxDocuments: number;
  /** How long a tailing cursor waits for something to come. */
  maxWaitMs: number;
  /** Aborted when nobody waits for the batch any more. */
  signal: AbortSignal;
}

/** Where a cursor's documents come from. */
export interface BatchSource {
  /** Whether the source goes on when the collection is dropped. */
  survivesDrops?: boolean;
  next(request: BatchRequest): Promise<Batch>;
  close(): void;
}

export interface Cursor {
  id: Long;
  database: string;
  collection: string;
  source: BatchSource;
  isBusy: boolean;
  usedAt: number;
}

const idleTimeoutMs = 10 * 60_000;
const maxCursors = 10_000;
export const defaultFirstBatch = 101;

/** The cursors clients may come back to. Those that are not used for ten minutes are closed. */
export class Cursors {
  private readonly cursors = new Map<string, Cursor>();

  open(database: string, collection: string, source: BatchSource): Cursor {
    if (this.cursors.size >= maxCursors) throw new QueryError(1, `Too many open cursors (${maxCursors})`);
    const id = Long.fromBytesLE([...randomBytes(8)])
      .shiftRightUnsigned(1)
      .or(1);
    const cursor: Cursor = { id, database, collection, source, isBusy: false, usedAt: Date.now() };
    this.cursors.set(id.toString(), cursor);
    return cursor;
  }

  /** Takes a batch; the cursor is closed with its last one. Code 43 for one that is not there. */
  async nextBatch(id: Long, namespace: { database: string; collection: string }, request: BatchRequest): Promise<Batch> {
    const cursor = this.cursors.get(id.toString());
    if (cursor === undefined) throw new QueryError(43, `cursor id ${id.toString()} not found`);
    if (cursor.database !== namespace.database || cursor.collection !== namespace.collection) {
      const [asked, opened] = [`${namespace.database}.${namespace.collection}`, `${cursor.database}.${cursor.collection}`];
      throw new QueryError(13, `Requested getMore on namespace '${asked}', but cursor belongs to a different namespace ${opened}`);
    }
    if (cursor.isBusy) throw new QueryError(12051, `cursor id ${id.toString()} is already in use`);
    cursor.isBusy = true;
    try {
      const batch = await cursor.source.next(request);
      if (batch.isLast) this.close(id);
      return batch;
    } catch (error) {
      this.close(id);
      throw error;
    } finally {
      cursor.isBusy = false;
      cursor.usedAt = Date.now();
    }
  }

  close(id: Long): boolean {
    const cursor = this.cursors.get(id.toString());
    if (cursor === undefined) return false;
    this.cursors.delete(id.toString());
    cursor.source.close();
    return true;
  }

  /** Ends the cursors that read a collection whose documents or indexes go away; change streams live on to tell of it. */
  closeReaders(database: string, collection: string): void {
    for (const cursor of [...this.cursors.values()]) {
      const isReader = cursor.database === database && cursor.collection === collection && !cursor.source.survivesDrops;
      if (isReader) this.close(cursor.id);
    }
  }

  closeIdle(now = Date.now()): void {
    for (const cursor of this.cursors.values()) if (!cursor.isBusy && now - cursor.usedAt > idleTimeoutMs) this.close(cursor.id);
  }

  closeAll(): void {
    for (const cursor of [...this.cursors.values()]) this.close(cursor.id);
  }

  get openCount(): number {
    return this.cursors.size;
  }
}

/** Cuts documents into batches. One is read ahead, so that the last batch is known to be the last. */
export function batchesOf(documents: Iterator<Uint8Array> | AsyncIterator<Uint8Array>, limit = Infinity): BatchSource {
  let waiting: Uint8Array | undefined;
  let hasStarted = false;
  let delivered = 0;
  const valueOf = (result: IteratorResult<Uint8Array, unknown>): Uint8Array | undefined =>
    result.done === true ? undefined : result.value;
  /** A promise only where the documents come one by one: most lie ready, and a turn for each of them would cost more than itself. */
  const take = (): Promise<Uint8Array | undefined> | Uint8Array | undefined => {
    const step = documents.next();
    return step instanceof Promise ? step.then(valueOf) : valueOf(step);
  };
  return {
    async next({ maxDocuments }) {
      if (!hasStarted && maxDocuments > 0) waiting = await take();
      if (maxDocuments > 0) hasStarted = true;
      const batch: Uint8Array[] = [];
      let bytes = 0;
      while (waiting !== undefined && batch.length < maxDocuments && (batch.length === 0 || bytes + waiting.length <= maxDocumentBytes)) {
        batch.push(waiting);
        bytes += waiting.length;
        delivered += 1;
        const following = delivered >= limit ? undefined : take();
        waiting = following instanceof Promise ? await following : following;
      }
      return { documents: batch, isLast: hasStarted && waiting === undefined };
    },
    close() {
      waiting = undefined;
      void documents.return?.();
    },
  };
}
