import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { ABORT, open, type RootDatabase } from 'lmdb';
import { IndexUses } from '../queries/index-uses.js';
import { BlockedWrite, waitUntilFree } from './blocked-write.js';
import { openSnapshot, type Snapshot } from './snapshot.js';
import { type LiveTable, type Storage, type WriteOptions } from './tables.js';
import { explainWriteFailure } from './write-failure.js';

/** The file LMDB writes inside the data folder. */
export const dataFileName = 'database.mdb';

/** More address space than data will ever need: the file itself grows with what is stored. */
const mapSizeBytes = 64 * 2 ** 30;
/** Operations that may wait for one commit; more wait for the next. */
const maxCommitBatch = 1000;
/** A disk that takes longer for one commit must not keep this thread from its readers. */
const maxOwnCommitMs = 2;

/** What keeps books in memory beside the tables: the oplog. */
export interface CommitHooks {
  /** Before each action; returns what undoes the books when the action is rolled back. */
  savepoint: () => () => void;
  /** Inside each commit. */
  beforeCommit: () => void;
  /** Once it is durable, before its writers are answered. */
  afterCommit: () => void;
}

export interface StoreOptions {
  readOnly?: boolean;
  /** Hears once when commits begin to fail, as on a full disk; then again only after one that went well. */
  onFailure?: (error: Error) => void;
  /** How many requests the server has been sent so far. */
  countRequests?: () => number;
}

interface PendingWrite extends WriteOptions {
  action: () => unknown;
  /** When it first met what an open transaction has written, and had to wait, */
  blockedAt?: number;
  /** and what it waits for now. */
  blocked?: BlockedWrite;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

interface FinishedWrite {
  write: PendingWrite;
  outcome: { result: unknown } | { error: unknown };
}

/**
 * The tables on disk. Writers that come together share one commit; each acknowledged write is on the disk. LMDB's overlapping sync is
 * off, so a commit is visible to readers only once it has been synced, and what readers and change streams see is durable.
 */
export class Store implements Storage {
  readonly documents: LiveTable;
  readonly indexes: LiveTable;
  readonly oplog: LiveTable;
  readonly catalog: LiveTable;
  readonly transactions: LiveTable;
  /** Grows before others can see what was written. */
  writeCount = 0;
  readonly indexUses = new IndexUses();
  private readonly root: RootDatabase<Buffer, Buffer>;
  private readonly queue: PendingWrite[] = [];
  private draining: Promise<void> | undefined;
  private isClosed = false;
  private hooks: CommitHooks | undefined;
  private isFailing = false;
  private lastCommit = { writes: 0, ms: Infinity, requests: 0 };

  constructor(
    readonly folder: string,
    private readonly options: StoreOptions = {},
  ) {
    const encoding = { keyEncoding: 'binary', encoding: 'binary' } as const;
    this.root = open<Buffer, Buffer>({
      path: join(folder, dataFileName),
      noSubdir: true,
      mapSize: mapSizeBytes,
      maxDbs: 8,
      maxReaders: 512,
      overlappingSync: false,
      // Every write comes as a transaction of its own batch: waiting for the turn's end would only add to its latency.
      eventTurnBatching: false,
      // LMDB's thread sleeps until a batch has run; otherwise it looks every few microseconds whether single writes have come, of which there are none.
      strictAsyncOrder: true,
      readOnly: options.readOnly ?? false,
      ...encoding,
    });
    // LMDB makes the file as the system's mask has it; conversations are nobody else's business.
    if (options.readOnly !== true) chmodSync(join(folder, dataFileName), 0o600);
    const table = (name: string): LiveTable => this.root.openDB<Buffer, Buffer>(name, encoding);
    this.documents = table('docs');
    this.indexes = table('idx');
    this.oplog = table('oplog');
    this.catalog = table('catalog');
    this.transactions = table('txns');
  }

  onCommit(hooks: CommitHooks): void {
    this.hooks = hooks;
  }

  /**
   * Runs a synchronous action in the next write transaction and resolves once it is on the disk. When the action throws, only what
   * it wrote itself is rolled back. Reads inside the action see the writes before it. An action that meets what an open transaction
   * has written runs again when that has ended.
   */
  write<Result>(action: () => Result, options: WriteOptions = {}): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.enqueue({ action, ...options, resolve: resolve as (result: unknown) => void, reject });
    });
  }

  private enqueue(write: PendingWrite): void {
    if (this.isClosed) {
      write.reject(new Error('The database is closed'));
      return;
    }
    this.queue.push(write);
    this.draining ??= this.drain();
  }

  private async drain(): Promise<void> {
    try {
      while (this.queue.length > 0) {
        // A turn of waiting, so that all whose requests have come already share one commit.
        if (this.isQuiet) await endOfTurn();
        await this.commitBatch(this.isQuiet && this.queue.length === 1);
      }
    } finally {
      this.draining = undefined;
    }
  }

  /**
   * Whether one client writes, one write after the other, and nobody asks for anything else. It gets its answer sooner when this thread
   * commits itself than by way of LMDB's thread, and there are no readers who would wait for the disk.
   */
  private get isQuiet(): boolean {
    const { writes, ms, requests } = this.lastCommit;
    return writes <= 1 && ms < maxOwnCommitMs && this.countRequests() - requests <= 1;
  }

  private countRequests(): number {
    return this.options.countRequests?.() ?? 0;
  }

  private async commitBatch(isAlone: boolean): Promise<void> {
    let finished: FinishedWrite[] = [];
    const undo = this.hooks?.savepoint();
    const requests = this.countRequests();
    let startedAt = 0;
    const runAll = (): typeof ABORT | undefined => {
      startedAt = performance.now();
      this.writeCount += 1;
      finished = this.queue.splice(0, maxCommitBatch).map((write) => ({ write, outcome: this.run(write, isAlone) }));
      if (isAlone && finished.some(({ outcome }) => 'error' in outcome)) {
        undo?.();
        return ABORT;
      }
      this.hooks?.beforeCommit();
      return undefined;
    };
    try {
      if (isAlone) this.root.transactionSync(runAll);
      else await this.root.transaction(runAll);
      this.lastCommit = { writes: finished.length, ms: performance.now() - startedAt, requests };
    } catch (error) {
      undo?.();
      // Taking the batch is the first thing inside the transaction; when even that did not happen, the first writers must not wait for ever.
      const failed = finished.length > 0 ? finished.map(({ write }) => write) : this.queue.splice(0, maxCommitBatch);
      for (const { outcome } of finished) if ('error' in outcome && outcome.error instanceof BlockedWrite) outcome.error.leave();
      const failure = await explainWriteFailure(error, this.folder);
      if (!this.isFailing) this.options.onFailure?.(failure);
      this.isFailing = true;
      for (const write of failed) write.reject(failure);
      return;
    }
    this.isFailing = false;
    this.hooks?.afterCommit();
    for (const { write, outcome } of finished) {
      if (!('error' in outcome)) write.resolve(outcome.result);
      else if (outcome.error instanceof BlockedWrite) this.writeOnceFree(write, outcome.error);
      else write.reject(outcome.error);
    }
  }

  private writeOnceFree(write: PendingWrite, blocked: BlockedWrite): void {
    write.blockedAt ??= Date.now();
    write.blocked = blocked;
    waitUntilFree(blocked.ended, write.blockedAt, write.maxTimeMs).then(
      () => this.enqueue(write),
      (error: unknown) => {
        blocked.leave();
        write.reject(error);
      },
    );
  }

  /** A write that is alone in its transaction needs no savepoint: the whole transaction is given up when it throws. */
  private run(write: PendingWrite, isAlone: boolean): FinishedWrite['outcome'] {
    const { blocked } = write;
    const outcome = isAlone ? outcomeOf(write.action) : this.runInSavepoint(write.action);
    blocked?.leave();
    return outcome;
  }

  /** A throw alone would not undo what was put before it: only LMDB's nested transaction does. */
  private runInSavepoint(action: () => unknown): FinishedWrite['outcome'] {
    const undo = this.hooks?.savepoint();
    // The block keeps the result from LMDB, which would wait for a promise and commit at another time.
    const outcome = outcomeOf(() => {
      let result: unknown;
      this.root.transactionSync(() => {
        result = action();
      });
      return result;
    });
    if ('error' in outcome) undo?.();
    return outcome;
  }

  /** The tables as they are now, whatever is written later, until it is closed. */
  openSnapshot(): Snapshot {
    return openSnapshot(this.root, this);
  }

  /** A consistent copy of the file, made while the server runs. */
  async copyTo(path: string): Promise<void> {
    await this.root.backup(path, true);
  }

  /** Lets go of the pages that a process was reading which is gone, as a tool that was killed: they could not be used again. */
  forgetDeadReaders(): void {
    this.root.readerCheck();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.draining;
    await this.root.close();
  }
}

function outcomeOf(action: () => unknown): FinishedWrite['outcome'] {
  try {
    return { result: action() };
  } catch (error) {
    return { error };
  }
}
