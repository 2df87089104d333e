import { badUserInput, conflict, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import {
  findByPasswordToken,
  replacePassword,
  setPasswordByToken,
  setPendingEmail,
  verifyEmailByToken,
} from '../users/credential.actions.js';
import { cleanEmail } from '../users/user.input.js';
import type { Person, User } from '../users/user.model.js';
import { findPerson, findUserByEmail } from '../users/user.queries.js';
import { endAccessTokensOf } from './access-token.actions.js';
import { mailChangeNotice, mailPasswordLink, mailVerification, requireQueued } from './account.mails.js';
import type { Client, SignedIn } from './auth.actions.js';
import { countAgainst, limits, uncount } from './limits.js';
import { hashMailedToken } from './mailed-token.js';
import { networkOf } from '../../graphql/network-address.js';
import { cleanPassword, hashPassword, verifyPassword } from './password.js';
import { endSessionsOf, nameDevice, startSession } from './session.actions.js';
import { rememberNetwork } from './sign-in.limits.js';

/**
 * The account of somebody who is signed in and shows to know its password. Throws BAD_USER_INPUT (`field`, WRONG), and RATE_LIMITED after too
 * many wrong ones: a session in wrong hands is no way to find the password.
 */
export async function confirmPassword(userId: string, field: string, password: string): Promise<Person> {
  const user = await findPerson(userId);
  if (!user) throw notFound('user');
  await countAgainst(limits.passwordsOfAccount, userId);
  if (!(await verifyPassword(user.passwordHash, password))) throw wrongPassword(field);
  await uncount(limits.passwordsOfAccount, userId);
  return user;
}

/** Sets another password and ends all other sessions. Throws as confirmPassword and cleanPassword do (currentPassword, newPassword). */
export async function changePassword(
  userId: string,
  sessionId: string,
  passwords: { readonly currentPassword: string; readonly newPassword: string },
): Promise<void> {
  const password = cleanPassword('newPassword', passwords.newPassword);
  const user = await confirmPassword(userId, 'currentPassword', passwords.currentPassword);
  const passwordHash = await hashPassword(password);
  const own = parseId(sessionId);
  // Before and after: whoever sits in another session is out even if this process ends in between, and who came in meanwhile is too.
  await endSessionsOf(user._id, own);
  if (!(await replacePassword(user, passwordHash))) throw wrongPassword('currentPassword');
  await endSessionsOf(user._id, own);
}

/**
 * Has the new address verified, and tells the old one. Throws BAD_USER_INPUT (newEmail; password, WRONG), CONFLICT (newEmail) for one that another
 * account has, RATE_LIMITED. The current address takes back a change that waits.
 */
export async function changeEmail(userId: string, newEmail: string, password: string): Promise<void> {
  const email = cleanEmail(newEmail, 'newEmail');
  const user = await confirmPassword(userId, 'password', password);
  if (email === user.email) {
    if (user.pendingEmail && !(await setPendingEmail(user, null))) throw wrongPassword('password');
    return;
  }
  await countVerification(userId, email);
  if (await findUserByEmail(email)) throw conflict('newEmail', 'This e-mail address has an account already.');
  // First the warning: should the process end in between, there is no change without it.
  requireQueued(await mailChangeNotice(user._id, user.email));
  if (!(await setPendingEmail(user, email))) throw wrongPassword('password');
  requireQueued(await mailVerification(user._id));
}

/** Mails a fresh link for the address that is to be verified. False where there is none. Throws RATE_LIMITED. */
export async function resendVerification(user: User): Promise<boolean> {
  const email = user.pendingEmail ?? (user.emailVerified ? undefined : user.email);
  if (email === undefined) return false;
  await countVerification(user._id.toHexString(), email);
  requireQueued(await mailVerification(user._id));
  return true;
}

async function countVerification(userId: string, email: string): Promise<void> {
  await countAgainst(limits.verificationsOfAccount, userId);
  await countAgainst(limits.verificationsOfEmail, email);
}

/** Throws BAD_USER_INPUT (token, INVALID), CONFLICT (email). */
export async function verifyEmail(token: string): Promise<void> {
  if (!(await verifyEmailByToken(hashMailedToken(token)))) throw invalidToken();
}

/** Mails a link to choose a new password, if that address has an account: nothing here depends on it. Throws BAD_USER_INPUT (email), RATE_LIMITED. */
export async function requestPasswordReset(address: string, client: Client): Promise<void> {
  const email = cleanEmail(address);
  await countAgainst(limits.passwordLinksOfNetwork, networkOf(client.address));
  await countAgainst(limits.passwordLinksOfEmail, email);
  requireQueued(await mailPasswordLink(email));
}

/**
 * Sets a password by a mailed token, ends all sessions and access tokens, which whoever was in before may have made, and starts one session. Throws BAD_USER_INPUT (token, INVALID; newPassword).
 */
export async function resetPassword(token: string, newPassword: string, client: Client): Promise<SignedIn> {
  const password = cleanPassword('newPassword', newPassword);
  const hash = hashMailedToken(token);
  const owner = await findByPasswordToken(hash);
  if (!owner) throw invalidToken();
  const passwordHash = await hashPassword(password);
  // Before and after, as in changePassword: a process that ends in between has left the link good, and nobody signed in.
  await endAllAccess(owner._id);
  const user = await setPasswordByToken(owner, hash, passwordHash);
  if (!user) throw invalidToken();
  await endAllAccess(owner._id);
  const [opened] = await Promise.all([
    startSession(user._id, nameDevice(null, client.userAgent)),
    rememberNetwork(user._id.toHexString(), client.address),
  ]);
  return { user, ...opened };
}

async function endAllAccess(userId: User['_id']): Promise<void> {
  await endSessionsOf(userId);
  await endAccessTokensOf(userId);
}

const wrongPassword = (field: string) => badUserInput(field, 'WRONG', 'This is not the password of the account.');
const invalidToken = () => badUserInput('token', 'INVALID', 'This link is not good any more: ask for a new one.');
