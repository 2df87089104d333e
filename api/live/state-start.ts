import { mongo } from 'mongoose';
import type { ClusterTime } from './source.js';

const collectionName = 'collectionStarts';

interface CollectionStart {
  readonly _id: string;
  /** The collection's own id, which no other collection of that name has; null after it was dropped. */
  readonly uuid: string | null;
  /** Nothing from before is known any more; absent where the collection is the first of its name. */
  readonly since?: mongo.Timestamp;
}

/**
 * Since when the state of those collections is whole: the time at which one of them was first found dropped, renamed or replaced
 * (as by a restored backup), or null where that never happened. Remembered in the database, because the change that told it is forgotten.
 */
export async function readStateStart(database: mongo.Db, names: readonly string[], now: ClusterTime): Promise<ClusterTime | null> {
  const starts = database.collection<CollectionStart>(collectionName);
  const [present, known] = await Promise.all([
    database.listCollections<mongo.CollectionInfo>({ name: { $in: [...names] } }).toArray(),
    starts.find({ _id: { $in: [...names] } }).toArray(),
  ]);
  const uuids = new Map(present.map(({ name, info }) => [name, info?.uuid?.toString('hex') ?? null]));
  const sinceNow = new mongo.Timestamp({ t: now.seconds, i: now.increment });
  const current = await Promise.all(
    names.map(async (name) => {
      const uuid = uuids.get(name) ?? null;
      const before = known.find(({ _id }) => _id === name);
      // Made for the first time, or made anew after its end was noticed.
      const isLost = before !== undefined && before.uuid !== null && before.uuid !== uuid;
      const since = isLost ? sinceNow : before?.since;
      if (before?.uuid === uuid && !isLost) return since;
      await starts.updateOne({ _id: name }, { $set: { uuid, ...(since && { since }) } }, { upsert: true });
      return since;
    }),
  );
  const newest = current.reduce((latest, since) => (since && (!latest || since.greaterThan(latest)) ? since : latest), undefined);
  return newest ? { seconds: newest.t, increment: newest.i } : null;
}
