import { type CollectionRecord, type IndexRecord } from './catalog.js';
import { type Engine, type LiveEngine } from '../engine.js';
import { runQuery } from '../queries/query.js';

const intervalMs = 60_000;
const checkMs = 1000;
/** Documents that one transaction removes, so that writers never wait long. */
const expiredPerCommit = 500;

/** Deletes expired documents, trims the history and closes forgotten cursors, every minute; the history's size and the age of open transactions are looked at each second. */
export function startMaintenance(engine: LiveEngine, onUnexpected: (error: unknown) => void): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  const run = (work: () => Promise<void>): void => {
    running = running.then(() => (isStopped ? undefined : work())).catch(onUnexpected);
  };
  const timers = [
    setInterval(() => run(() => maintain(engine)), intervalMs),
    setInterval(() => {
      engine.transactions.expire();
      if (engine.oplog.isOverLimit) run(() => engine.oplog.trim());
    }, checkMs),
  ];
  return {
    async stop() {
      isStopped = true;
      timers.forEach(clearInterval);
      await running;
    },
  };
}

export async function maintain(engine: LiveEngine): Promise<void> {
  engine.cursors.closeIdle();
  engine.store.forgetDeadReaders();
  await engine.oplog.trim();
  await engine.retryableWrites.expire();
  for (const collection of engine.catalog.listCollections()) {
    for (const index of collection.indexes)
      if (index.expireAfterSeconds !== undefined) await removeExpired(engine, collection, index, index.expireAfterSeconds);
  }
}

async function removeExpired(
  engine: Engine,
  { database, name }: CollectionRecord,
  index: IndexRecord,
  expireAfterSeconds: number,
): Promise<void> {
  const path = index.fields[0]?.path ?? '';
  const filter = { [path]: { $lt: new Date(Date.now() - expireAfterSeconds * 1000) }, ...index.partialFilter };
  for (;;) {
    const removed = await engine.store.write(() => {
      const collection = engine.catalog.findCollection(database, name);
      if (collection === undefined) return 0;
      const expired = [...runQuery(engine.store, collection, { filter, limit: expiredPerCommit })];
      for (const stored of expired) engine.documents.remove(collection, stored);
      return expired.length;
    });
    if (removed < expiredPerCommit) return;
  }
}
