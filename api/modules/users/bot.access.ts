import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { withoutSecrets } from './user.access.js';
import { UserModel, type User } from './user.model.js';

/** Schema: Mutation.createBot. */
export const maxBots = 20;

/** A bot of the viewer's. NOT_FOUND for those of others, and for what is no bot, or no more. */
export async function accessBot(viewer: Pick<ViewerIdentity, 'userId'>, botId: string): Promise<User> {
  const _id = parseId(botId);
  const own = _id && { _id, ownerId: new Types.ObjectId(viewer.userId), deletedAt: null };
  const bot = own && (await UserModel.findOne(own, withoutSecrets).lean<User>());
  if (!bot) throw notFound('bot');
  return bot;
}

/** Newest first. */
export async function findBots(ownerId: Types.ObjectId): Promise<User[]> {
  return UserModel.find({ ownerId, botSlot: { $exists: true }, deletedAt: null }, withoutSecrets)
    .sort({ _id: -1 })
    .limit(maxBots)
    .lean<User[]>();
}

/** Who answers for an account: of a bot its owner, else the account itself. */
export async function findAnswerable({ userId }: Pick<ViewerIdentity, 'userId'>): Promise<string> {
  const user = await UserModel.findById(userId, { ownerId: 1 }).lean<Pick<User, 'ownerId'>>();
  return user?.ownerId?.toHexString() ?? userId;
}
