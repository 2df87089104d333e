import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { conflict, forbidden } from '../../graphql/errors.js';
import { endAccessTokensOf, forgetTokenNames } from '../auth/access-token.actions.js';
import { countAgainst, limits, uncount } from '../auth/limits.js';
import { verifyPassword } from '../auth/password.js';
import { endSessionsOf, forgetDevices } from '../auth/session.actions.js';
import { leaveAllConversations } from '../conversations/departure.actions.js';
import { removeWebhooksOfOwner } from '../integrations/webhook.actions.js';
import { deleteUploadsOfUser } from '../media/upload.discard.js';
import { eraseFromMessages } from '../messages/erasure.actions.js';
import { forgetPresence } from '../presence/presence.actions.js';
import { removePushOfUser } from '../push/push.actions.js';
import { finishDeletion, markDeleted } from '../users/account-end.actions.js';
import { countAdministrators, setAdministrator } from '../users/administrator.actions.js';
import { removeBlocksOf } from '../users/block.actions.js';
import { accessBot, findBots } from '../users/bot.access.js';
import { UserModel, type User } from '../users/user.model.js';
import { recordDeed } from './audit.actions.js';
import { forgetReporter } from './report.actions.js';

/**
 * Deletes the viewer's account. With the first write it cannot sign in any more and has no name; then its sockets close on every process, it leaves its
 * conversations, and what is left of it elsewhere goes. A crash in between leaves the rest to the sweeper, and so do requests of its own that are still
 * under way: it comes a minute later in any case. Throws FORBIDDEN for a wrong password,
 * RATE_LIMITED after too many, CONFLICT for the last administrator.
 */
export async function deleteAccount(viewer: ViewerIdentity, password: string): Promise<void> {
  const user = await UserModel.findOne({ _id: new Types.ObjectId(viewer.userId), deletedAt: null }).lean<User>();
  // Counted with the wrong ones of changePassword and changeEmail: a session in wrong hands is no way to find the password.
  await countAgainst(limits.passwordsOfAccount, viewer.userId);
  if (!(await verifyPassword(user?.passwordHash ?? null, password)) || !user) throw forbidden('Wrong password.');
  await uncount(limits.passwordsOfAccount, viewer.userId);
  if (user.admin) await stepDown(user._id);
  await markDeleted(user._id);
  await eraseAccount(user._id);
}

/** Everything that follows from the mark, in an order in which nobody is left able to act or to be seen. May be repeated. */
async function eraseAccount(userId: Types.ObjectId, signal?: AbortSignal): Promise<void> {
  const user = await UserModel.findOne({ _id: userId, deletedAt: { $ne: null } }, { deletedAt: 1 }).lean<Pick<User, 'deletedAt'>>();
  if (!user?.deletedAt) return;
  await endSessionsOf(userId);
  await endAccessTokensOf(userId);
  await removeWebhooksOfOwner(userId);
  await removePushOfUser(userId);
  await eraseBotsOf(userId, signal);
  await leaveAllConversations(userId, user.deletedAt);
  await eraseFromMessages(userId, signal);
  await deleteUploadsOfUser(userId);
  await removeBlocksOf(userId);
  await forgetReporter(userId);
}

/** By its owner. Throws NOT_FOUND for what is no bot of the viewer's. */
export async function deleteBot(viewer: ViewerIdentity, botId: string): Promise<void> {
  const { _id } = await accessBot(viewer, botId);
  await markDeleted(_id);
  await eraseAccount(_id);
}

/** Accounts of their own, which go the same way. */
async function eraseBotsOf(ownerId: Types.ObjectId, signal?: AbortSignal): Promise<void> {
  for (const { _id } of await findBots(ownerId)) {
    await markDeleted(_id);
    await eraseAccount(_id, signal);
  }
}

/** The second pass, once no request of that account can be under way any more. Throws where the signal says so; then it is begun again later. */
export async function completeDeletion(userId: Types.ObjectId, signal: AbortSignal): Promise<void> {
  await markDeleted(userId);
  await eraseAccount(userId, signal);
  await forgetDevices(userId);
  await forgetTokenNames(userId);
  await forgetPresence(userId);
  await finishDeletion(userId);
}

/** The server keeps an administrator as long as there is anybody. Two who go at the same moment are both refused. */
async function stepDown(userId: Types.ObjectId): Promise<void> {
  if ((await countAdministrators()) <= 1 && (await isAnybodyElse(userId))) throw lastAdministrator();
  const deed = { actor: userId, subjectId: userId };
  await recordDeed({ ...deed, action: 'ADMIN_REMOVED', reason: 'The account is deleted by its owner.' });
  await setAdministrator(userId, false);
  if ((await countAdministrators()) > 0 || !(await isAnybodyElse(userId))) return;
  await recordDeed({ ...deed, action: 'ADMIN_MADE', reason: 'There would have been no administrator left.' });
  await setAdministrator(userId, true);
  throw lastAdministrator();
}

const isAnybodyElse = async (userId: Types.ObjectId): Promise<boolean> =>
  (await UserModel.exists({ _id: { $ne: userId }, bot: false, deletedAt: null })) !== null;

const lastAdministrator = () =>
  conflict('admin', 'You are the last administrator of this server: make somebody else one first (npm run admin -- make-admin).');
