import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import type { LiveMapper, Position } from './change.js';
import { commitTimeOf, createPositionCounter, isDocumentChange, toChange, type RawChange } from './raw-change.js';
import { HistoryLostError, type ChangeReader, type ChangeSource, type ClusterTime, type PlacedChange } from './source.js';
import { readStateStart } from './state-start.js';

const heartbeatCollection = 'heartbeats';
/** Heartbeats of processes that ended are cleaned up after an hour. */
const heartbeatLifeSeconds = 3600;
/** At most this many changes wait between the socket and the mappers; then the stream is left to the database. */
const maxPendingChanges = 2_000;
const maxBatch = 500;

/** ChangeStreamHistoryLost, and OplogQueryMinTsMissing, which older servers answer when the stream is opened. */
const historyLostCodes: ReadonlySet<unknown> = new Set([286, 326]);

interface Heartbeat {
  readonly _id: string;
  readonly sequence: number;
  readonly at: Date;
}

/**
 * The change stream of a whole database. `mapped`: collections somebody is interested in, and whether their updates need the
 * document as it is now (read in one query for all that wait).
 */
export function createMongoSource(
  database: mongo.Db,
  mapped: ReadonlyMap<string, Pick<LiveMapper, 'needsDocument' | 'isEphemeral'>>,
): ChangeSource {
  const processId = randomUUID();
  const lasting = [...mapped].filter(([, { isEphemeral }]) => !isEphemeral).map(([name]) => name);
  const heartbeats = database.collection<Heartbeat>(heartbeatCollection);
  let indexed: Promise<unknown> | null = null;

  return {
    processId,
    readTime: () => readTime(database),
    readStateStart: async () => readStateStart(database, lasting, await readTime(database)),
    read: (from) => readStream(database, mapped, from),
    async writeHeartbeat(sequence) {
      indexed ??= heartbeats.createIndex({ at: 1 }, { expireAfterSeconds: heartbeatLifeSeconds }).catch((error: unknown) => {
        indexed = null;
        throw error;
      });
      await indexed;
      await heartbeats.updateOne({ _id: processId }, { $set: { sequence, at: new Date() } }, { upsert: true });
    },
  };
}

async function readTime(database: mongo.Db): Promise<ClusterTime> {
  // A majority read tells what the majority has; a ping may tell of more, which reads from then on need not see yet.
  const reply: mongo.Document = await database.command({
    find: heartbeatCollection,
    projection: { _id: 1 },
    limit: 1,
    singleBatch: true,
    readConcern: { level: 'majority' },
  });
  const time: unknown = reply['operationTime'];
  if (!(time instanceof mongo.Timestamp)) throw new Error('The database tells no operationTime: change streams need a replica set.');
  return { seconds: time.high >>> 0, increment: time.low >>> 0 };
}

function readStream(database: mongo.Db, mapped: ReadonlyMap<string, { readonly needsDocument: boolean }>, from: ClusterTime): ChangeReader {
  // The stage itself and not `watch`: what that adds, resuming and a promise for each change, is done here by positions and in batches.
  const startAtOperationTime = new mongo.Timestamp({ t: from.seconds, i: from.increment });
  const stream = database.aggregate<RawChange>([{ $changeStream: { startAtOperationTime } }]);
  const place = createPositionCounter();
  let pending: { readonly raw: RawChange; readonly position: Position }[] = [];
  let failure: Error | null = null;
  let wakeReader = () => {};
  let wakePump = () => {};

  // The pump asks for the next changes while the reader works, so that one query serves all updates that have come meanwhile.
  const pump = async () => {
    try {
      while (await stream.hasNext()) {
        for (const raw of stream.readBufferedDocuments()) pending.push({ raw, position: place(raw) });
        wakeReader();
        if (pending.length >= maxPendingChanges) await new Promise<void>((resolve) => (wakePump = resolve));
      }
      throw new Error('The database has ended the change stream.');
    } catch (error) {
      failure ??= asReadError(error);
      wakeReader();
    }
  };
  void pump();

  return {
    async next() {
      while (pending.length === 0) {
        if (failure) throw failure;
        await new Promise<void>((resolve) => (wakeReader = resolve));
      }
      const taken = pending.slice(0, maxBatch);
      pending = pending.slice(maxBatch);
      wakePump();
      return placeChanges(database, mapped, taken);
    },
    async close() {
      failure ??= new Error('The change stream was closed.');
      pending = [];
      wakeReader();
      wakePump();
      await stream.close();
    },
  };
}

function asReadError(error: unknown): Error {
  if (error instanceof mongo.MongoServerError && historyLostCodes.has(error.code)) return new HistoryLostError(error);
  return error instanceof Error ? error : new Error(String(error));
}

async function placeChanges(
  database: mongo.Db,
  mapped: ReadonlyMap<string, { readonly needsDocument: boolean }>,
  taken: readonly { readonly raw: RawChange; readonly position: Position }[],
): Promise<readonly PlacedChange[]> {
  const documents = await readStatesOfNow(
    database,
    mapped,
    taken.map(({ raw }) => raw),
  );
  return taken.map(({ raw, position }): PlacedChange => {
    const at = commitTimeOf(raw);
    if (isDocumentChange(raw)) {
      const collection = raw.ns.coll;
      if (mapped.has(collection)) {
        const key = `${collection}/${String(raw.documentKey._id)}`;
        return { position, at, kind: 'change', change: toChange(raw, position, documents.get(key) ?? null) };
      }
      if (collection === heartbeatCollection) return placeHeartbeat(raw, position, at);
      return { position, at, kind: 'other' };
    }
    return { position, at, kind: dropsSomethingMapped(raw, mapped) ? 'dropped' : 'other' };
  });
}

function placeHeartbeat(raw: RawChange, position: Position, at: Date): PlacedChange {
  if (raw.operationType === 'insert' || raw.operationType === 'update') {
    const written = raw.operationType === 'insert' ? raw.fullDocument : raw.updateDescription.updatedFields;
    const sequence: unknown = written?.['sequence'];
    if (typeof sequence === 'number') return { position, at, kind: 'heartbeat', processId: String(raw.documentKey._id), sequence };
  }
  return { position, at, kind: 'other' };
}

function dropsSomethingMapped(raw: RawChange, mapped: ReadonlyMap<string, unknown>): boolean {
  if (raw.operationType === 'invalidate' || raw.operationType === 'dropDatabase') return true;
  if (raw.operationType === 'drop') return mapped.has(raw.ns.coll);
  // What is renamed onto a mapped name replaces that collection.
  if (raw.operationType === 'rename') return mapped.has(raw.ns.coll) || mapped.has(raw.to.coll);
  return false;
}

/** What updated documents look like now, by `collection/id`: one find for each collection that wants it. */
async function readStatesOfNow(
  database: mongo.Db,
  mapped: ReadonlyMap<string, { readonly needsDocument: boolean }>,
  raws: readonly RawChange[],
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const wanted = new Map<string, Map<string, unknown>>();
  for (const raw of raws) {
    if (raw.operationType !== 'update' || !mapped.get(raw.ns.coll)?.needsDocument) continue;
    const ids = wanted.get(raw.ns.coll) ?? new Map<string, unknown>();
    ids.set(String(raw.documentKey._id), raw.documentKey._id);
    wanted.set(raw.ns.coll, ids);
  }
  const documents = new Map<string, Readonly<Record<string, unknown>>>();
  await Promise.all(
    [...wanted].map(async ([collection, ids]) => {
      // Ids are whatever the collection uses, as they came with the changes.
      const filter = { _id: { $in: [...ids.values()] } } as mongo.Filter<mongo.Document>;
      for (const document of await database.collection(collection).find(filter).toArray()) {
        documents.set(`${collection}/${String(document._id)}`, document);
      }
    }),
  );
  return documents;
}
