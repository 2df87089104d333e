import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { createBotToken, type MadeToken } from '../auth/access-token.actions.js';
import { countAgainst, limits } from '../auth/limits.js';
import { createBotUser } from '../users/bot.actions.js';
import type { User } from '../users/user.model.js';

/** An account for a program, with its first access token. A crash between the two leaves a bot that its owner makes a token for, or deletes. */
export async function createBot(
  viewer: ViewerIdentity,
  fields: Pick<User, 'username' | 'displayName'>,
): Promise<MadeToken & { readonly user: User }> {
  const ownerId = new Types.ObjectId(viewer.userId);
  // Not only how many there are: each that was deleted leaves a record behind.
  await countAgainst(limits.botsOfOwner, viewer.userId);
  const user = await createBotUser(ownerId, fields);
  return { user, ...(await createBotToken(user, ownerId)) };
}
