import { mongo, Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { badUserInput, conflict, notFound } from '../../graphql/errors.js';
import { blockCollection, blockId, BlockModel } from './block.model.js';
import { accessUsers } from './user.access.js';
import type { User } from './user.model.js';

/** Schema: blockUser. */
const maxBlocks = 1_000;

/** Idempotent. Throws BAD_USER_INPUT (userId, SELF), NOT_FOUND, CONFLICT (userId, TOO_MANY) for a 1,001st. Answers with the user who is blocked now. */
export async function blockUser(viewer: ViewerIdentity, userId: string): Promise<User> {
  if (userId.toLowerCase() === viewer.userId) throw badUserInput('userId', 'SELF', 'You cannot block yourself.');
  const blocked = await accessUser(userId);
  const blockerId = new Types.ObjectId(viewer.userId);
  const _id = blockId(blockerId, blocked._id);
  if (!(await insertBlock(_id, blockerId, blocked._id))) return blocked;
  // Counted with it, so that of many at once, on whichever processes, none brings the count above the limit for good.
  if ((await BlockModel.countDocuments({ blockerId })) > maxBlocks) {
    await BlockModel.deleteOne({ _id });
    throw conflict('userId', `At most ${maxBlocks} people can be blocked.`, 'TOO_MANY');
  }
  return blocked;
}

/** Idempotent. Throws NOT_FOUND where there is no such user. */
export async function unblockUser(viewer: ViewerIdentity, userId: string): Promise<User> {
  const user = await accessUser(userId);
  await BlockModel.deleteOne({ _id: blockId(viewer.userId, user._id) });
  return user;
}

/** When the account is deleted: those it blocked, and those who blocked it. Repeating it completes it. */
export async function removeBlocksOf(userId: Types.ObjectId): Promise<void> {
  await BlockModel.deleteMany({ $or: [{ blockerId: userId }, { blockedId: userId }] });
}

async function accessUser(userId: string): Promise<User> {
  const [user] = await accessUsers([userId], 'userId');
  if (!user) throw notFound('user');
  return user;
}

/** False where it is there already. */
async function insertBlock(_id: string, blockerId: Types.ObjectId, blockedId: Types.ObjectId): Promise<boolean> {
  try {
    await blockCollection().insertOne({ _id, blockerId, blockedId, createdAt: new Date() });
    return true;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11000) return false;
    throw error;
  }
}
