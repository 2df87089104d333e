import { mongo } from 'mongoose';
import { LeaseModel, type Lease } from './webhook.model.js';

const past = new Date(0);

/**
 * Takes a lease that nobody holds, or prolongs one's own, to that long from now by the database's clock: those of the processes may differ. False where
 * another holds it.
 */
export async function holdLease(_id: string, holder: string, lifeMs: number): Promise<boolean> {
  if (await prolong(_id, holder, lifeMs)) return true;
  if (await LeaseModel.exists({ _id })) return false;
  await makeLease(_id);
  return prolong(_id, holder, lifeMs);
}

/** Leaves it to others at once. */
export async function releaseLease(_id: string, holder: string): Promise<void> {
  await LeaseModel.updateOne({ _id, holder }, { $set: { holder: null, until: past } });
}

async function prolong(_id: string, holder: string, lifeMs: number): Promise<boolean> {
  const isOurs = { $or: [{ $eq: ['$holder', holder] }, { $lte: ['$until', '$$NOW'] }] };
  // Where it is another's, both stay as they are, which writes nothing. (In the filter the embedded database knows no $$NOW.)
  const lease = await LeaseModel.findOneAndUpdate(
    { _id },
    [
      {
        $set: {
          holder: { $cond: [isOurs, holder, '$holder'] },
          until: { $cond: [isOurs, { $add: ['$$NOW', lifeMs] }, '$until'] },
        },
      },
    ],
    { returnDocument: 'after', updatePipeline: true },
  ).lean<Lease>();
  return lease?.holder === holder;
}

async function makeLease(_id: string): Promise<void> {
  try {
    await LeaseModel.db.collection<Lease>('leases').insertOne({ _id, holder: null, until: past });
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof mongo.MongoServerError && error.code === 11000)) throw error;
  }
}
