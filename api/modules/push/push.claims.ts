import { mongo, Types } from 'mongoose';
import { PushClaimModel, type PushClaim } from './push.model.js';

/**
 * Takes messages for this process, each only where no process has it yet: all of them hear of every message. Answers with the ids of those that are its own now,
 * also of those that an earlier try may have got.
 */
export async function claimMessages(ids: readonly string[], by: string): Promise<ReadonlySet<string>> {
  const at = new Date();
  const claims: PushClaim[] = ids.map((id) => ({ _id: new Types.ObjectId(id), by, at }));
  try {
    await PushClaimModel.collection.insertMany(claims, { ordered: false });
    return new Set(ids);
  } catch (error) {
    const refused = error instanceof mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [];
    if (refused.length === 0 || refused.some(({ code }) => code !== 11000)) throw error;
  }
  const own = await PushClaimModel.find({ _id: { $in: claims.map(({ _id }) => _id) }, by }, { _id: 1 }).lean<Pick<PushClaim, '_id'>[]>();
  return new Set(own.map(({ _id }) => _id.toHexString()));
}
