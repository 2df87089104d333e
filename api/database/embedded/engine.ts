import { Catalog } from './storage/catalog.js';
import { Cursors } from './queries/cursors.js';
import { Documents } from './storage/documents.js';
import { FailPoints } from './commands/fail-points.js';
import { Oplog, type OplogLimits } from './storage/oplog.js';
import { RetryableWrites } from './queries/retryable-writes.js';
import { Store } from './storage/store.js';

export interface EngineOptions {
  /** The folder of the data file; it exists and is locked for this process. */
  folder: string;
  oplog: OplogLimits;
  /** Whether `configureFailPoint` is there: for tests only. */
  hasFailPoints: boolean;
}

/** The parts of the database that commands work with. */
export interface Engine {
  store: Store;
  catalog: Catalog;
  oplog: Oplog;
  documents: Documents;
  cursors: Cursors;
  retryableWrites: RetryableWrites;
  failPoints: FailPoints;
  startedAt: Date;
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const store = new Store(options.folder);
  const catalog = new Catalog(store);
  const oplog = new Oplog(store, options.oplog);
  store.onCommit(oplog);
  await store.writeFormat();
  await oplog.begin();
  return {
    store,
    catalog,
    oplog,
    documents: new Documents(store, catalog, oplog),
    cursors: new Cursors(),
    retryableWrites: new RetryableWrites(store),
    failPoints: new FailPoints(options.hasFailPoints),
    startedAt: new Date(),
  };
}

export async function closeEngine(engine: Engine): Promise<void> {
  engine.cursors.closeAll();
  await engine.store.close();
}
