import { Catalog } from './storage/catalog.js';
import { Cursors } from './queries/cursors.js';
import { Documents } from './storage/documents.js';
import { FailPoints } from './commands/fail-points.js';
import { RunningCommands } from './commands/running-commands.js';
import { Oplog, type ChangeLog, type OplogLimits } from './storage/oplog.js';
import { RetryableWrites } from './queries/retryable-writes.js';
import { prepareFormat } from './storage/format.js';
import { type Storage } from './storage/tables.js';
import { Store } from './storage/store.js';
import { type WriteClaims } from './storage/write-claims.js';
import { Intents } from './transactions/intents.js';
import { type Transaction } from './transactions/transaction.js';
import { Transactions } from './transactions/transactions.js';

export interface EngineOptions {
  /** The folder of the data file; it exists and is locked for this process. */
  folder: string;
  oplog: OplogLimits;
  /** Whether `configureFailPoint` is there: for tests only. */
  hasFailPoints: boolean;
  /** Hears when the disk takes no more, once until it does again. */
  onWriteFailure?: (error: Error) => void;
}

/** The parts of the database that commands work with. */
export interface Engine {
  store: Storage;
  catalog: Catalog;
  oplog: Oplog;
  /** Where changes are told. */
  changes: ChangeLog;
  claims: WriteClaims;
  documents: Documents;
  cursors: Cursors;
  retryableWrites: RetryableWrites;
  failPoints: FailPoints;
  runningCommands: RunningCommands;
  transactions: Transactions;
  startedAt: Date;
  /** Of an engine that works inside a transaction. */
  transaction?: Transaction;
}

/** The engine that works on the store itself. */
export interface LiveEngine extends Engine {
  store: Store;
  intents: Intents;
  transaction?: never;
}

export async function openEngine(options: EngineOptions): Promise<LiveEngine> {
  const runningCommands = new RunningCommands();
  const store = new Store(options.folder, {
    ...(options.onWriteFailure && { onFailure: options.onWriteFailure }),
    countRequests: () => runningCommands.total,
  });
  await prepareFormat(store);
  const catalog = new Catalog(store);
  const oplog = new Oplog(store, options.oplog);
  store.onCommit(oplog);
  await oplog.begin();
  const intents = new Intents(oplog);
  const engine: LiveEngine = {
    store,
    catalog,
    oplog,
    changes: oplog,
    intents,
    claims: intents.plain,
    documents: new Documents(store, catalog, oplog, intents.plain),
    cursors: new Cursors(),
    retryableWrites: new RetryableWrites(store),
    failPoints: new FailPoints(options.hasFailPoints),
    runningCommands,
    transactions: new Transactions(() => engine),
    startedAt: new Date(),
  };
  return engine;
}

export async function closeEngine(engine: Engine): Promise<void> {
  engine.transactions.killAll();
  engine.cursors.closeAll();
  await engine.store.close();
}
