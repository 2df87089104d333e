import type { QueryFilter, Types } from 'mongoose';
import { removeFolder } from './local-files.js';
import { findStore } from './media-store.js';
import { endedStates, UploadModel, type Upload } from './upload.model.js';

const maxAtOnce = 100;

/**
 * Takes uploads away for good: when it returns nobody gets them any more, but who looks at a report of them; their files follow soon, then their records.
 * What a crash or a store that is away leaves, the sweeper does. False where none of them met the condition.
 */
export async function discardUploads(ids: readonly Types.ObjectId[], condition: QueryFilter<Upload> = {}): Promise<boolean> {
  if (ids.length === 0) return false;
  if ((await letGo({ _id: { $in: [...ids] }, ...condition })) === 0) return false;
  const doomed = await UploadModel.find({ _id: { $in: [...ids] }, state: 'DELETING' })
    .readConcern('local')
    .lean<Upload[]>();
  removeSoon(doomed);
  return true;
}

/** Of what was reported the sweeper finds out, soon, whether a report still needs it. */
async function letGo(filter: QueryFilter<Upload>): Promise<number> {
  const sweepAt = new Date();
  // In this order, so that one that is reported meanwhile is met by either.
  const doomed = await UploadModel.updateMany({ $and: [filter, { isReported: { $ne: true } }] }, { $set: { state: 'DELETING', sweepAt } });
  const kept = await UploadModel.updateMany({ $and: [filter, { isReported: true }] }, { $set: { state: 'REPORTED', sweepAt } });
  return kept.matchedCount + doomed.matchedCount;
}

/** Of what is DELETING: the files, then the record. Throws what the store throws; then the record stays, for the next sweep. */
export async function removeDoomed(doomed: readonly Upload[]): Promise<void> {
  for (const upload of doomed) {
    const { _id, store, state, expiresAt } = upload;
    await findStore(store)?.remove(upload);
    // Thumbnails of what is at Cloudinary are here as well.
    await removeFolder(_id.toHexString());
    // Its ticket is good at Cloudinary for a while yet, also once more when its file is gone: what it may still bring is taken away when it has ended.
    const mayStillCome = store === 'CLOUDINARY' && expiresAt > new Date();
    if (mayStillCome) await UploadModel.updateOne({ _id, state }, { $set: { sweepAt: expiresAt } });
    else await UploadModel.deleteOne({ _id, state });
  }
}

/** All files of a conversation that was deleted, its photo among them. Repeated, or continued by the sweeper: the same. */
export async function deleteUploadsOfConversation(conversationId: Types.ObjectId): Promise<void> {
  await discardAll({ conversationId });
}

/** What is a person's alone: the photo, and what nothing uses. What stands in messages and groups is theirs. */
export async function deleteUploadsOfUser(userId: Types.ObjectId): Promise<void> {
  await discardAll({ ownerId: userId, $or: [{ purpose: 'AVATAR' }, { state: { $ne: 'USED' }, claim: { $exists: false } }] });
}

/** All at once: from now on nobody gets them. Nobody waits for files: what of them is not gone soon the sweeper takes. */
async function discardAll(filter: QueryFilter<Upload>): Promise<void> {
  await letGo({ $and: [filter, { state: { $nin: endedStates } }] });
  const doomed = await UploadModel.find({ ...filter, state: 'DELETING' })
    .limit(maxAtOnce)
    .readConcern('local')
    .lean<Upload[]>();
  removeSoon(doomed);
}

/** Whoever deletes does not wait for files. They are due: what fails here the sweeper takes, and tells of it. */
function removeSoon(doomed: readonly Upload[]): void {
  removeDoomed(doomed).catch(() => {
    // The sweeper meets the same error, and logs it.
  });
}
