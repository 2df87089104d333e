import type { Types } from 'mongoose';
import { badUserInput, conflict, notFound } from '../../graphql/errors.js';
import { cleanText } from '../../graphql/text.js';
import { endAccessTokensOf } from '../auth/access-token.actions.js';
import { endSessionsOf } from '../auth/session.actions.js';
import { finishSuspension, markSuspended, unmarkSuspended } from '../users/account-end.actions.js';
import { countAdministrators } from '../users/administrator.actions.js';
import type { User } from '../users/user.model.js';
import { accessAccount, type Actor } from './administrator.access.js';
import { recordDeed } from './audit.actions.js';

const maxReasonLength = 500;

/**
 * The account cannot be used from now on; memberships and messages stay. Its sockets close on every process, told by the change feed. Repeated: what is
 * left to be done. Throws BAD_USER_INPUT (reason; userId, SELF), NOT_FOUND, CONFLICT (userId) for the last administrator.
 */
export async function suspendAccount(actor: Actor, userId: string, givenReason: string): Promise<User> {
  const reason = cleanText('reason', givenReason, { min: 1, max: maxReasonLength, multiline: true });
  const user = await accessAccount(userId);
  if (actor?.equals(user._id)) throw badUserInput('userId', 'SELF', 'Nobody suspends their own account.');
  if (user.suspendedAt) {
    await endCredentials(user._id);
    return user;
  }
  if (user.admin && (await countAdministrators()) === 1) throw lastAdministrator();
  await recordDeed({ actor, action: 'USER_SUSPENDED', subjectId: user._id, reason });
  const suspended = await markSuspended(user._id, reason);
  if (!suspended) throw notFound('user');
  if (user.admin && (await countAdministrators()) === 0) {
    // Two administrators suspended each other at the same moment.
    await recordDeed({ actor, action: 'USER_RESTORED', subjectId: user._id, reason: 'There would have been no administrator left.' });
    await unmarkSuspended(user._id);
    throw lastAdministrator();
  }
  await completeSuspension(user._id);
  return suspended;
}

/** What follows from the mark. May be repeated. */
export async function completeSuspension(userId: Types.ObjectId): Promise<void> {
  await endCredentials(userId);
  await finishSuspension(userId);
}

/** The account can sign in again. Repeated: nothing. Throws NOT_FOUND. */
export async function restoreAccount(actor: Actor, userId: string): Promise<User> {
  const user = await accessAccount(userId);
  if (!user.suspendedAt) return user;
  await recordDeed({ actor, action: 'USER_RESTORED', subjectId: user._id });
  const restored = await unmarkSuspended(user._id);
  if (!restored) throw notFound('user');
  return restored;
}

async function endCredentials(userId: Types.ObjectId): Promise<void> {
  await endSessionsOf(userId);
  await endAccessTokensOf(userId);
}

const lastAdministrator = () => conflict('userId', 'This is the last administrator: make somebody else one first.');
