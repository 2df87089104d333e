import { Types } from 'mongoose';
import { AppError, badUserInput, forbidden } from '../../graphql/errors.js';
import type { SignInInput, SignUpInput, SignUpPolicy } from '../../generated/schema-types.js';
import { createUser } from '../users/user.actions.js';
import { cleanDisplayName, cleanEmail, cleanLocale, cleanUsername } from '../users/user.input.js';
import { findPerson, findUserByLogin } from '../users/user.queries.js';
import type { User } from '../users/user.model.js';
import { mailVerification } from './account.mails.js';
import { authHooks, type InviteClaim } from './auth.hooks.js';
import { countAgainst, limits } from './limits.js';
import { networkOf } from '../../graphql/network-address.js';
import { cleanPassword, hashPassword, verifyPassword } from './password.js';
import { accountSuspended, endSession, nameDevice, startSession, type OpenSession } from './session.actions.js';
import { admitSignIn, rememberNetwork } from './sign-in.limits.js';

let signUpPolicy: SignUpPolicy = 'OPEN';

/** Called once, at start-up. */
export function useSignUpPolicy(policy: SignUpPolicy): void {
  signUpPolicy = policy;
}

/** Whose request it is, as far as the transport knows. */
export interface Client {
  readonly userAgent: string;
  readonly address: string;
}

export interface SignedIn extends OpenSession {
  readonly user: User;
}

/**
 * Makes an account and its first session, and has the address verified by mail; with an invite code, as a member of its group. Throws FORBIDDEN where
 * sign-up is closed, BAD_USER_INPUT by field (inviteCode EMPTY where one is needed), CONFLICT for a name or address that is taken, RATE_LIMITED, and
 * as joinGroup does for the code. A crash in between leaves an account that can sign in, join by the same code, and ask for the mail again.
 */
export async function signUp(input: SignUpInput, { userAgent, address }: Client): Promise<SignedIn> {
  if (signUpPolicy === 'CLOSED') throw forbidden('Sign-up is closed on this server.');
  const inviteCode = input.inviteCode?.trim() ?? '';
  if (signUpPolicy === 'INVITE' && inviteCode === '')
    throw badUserInput('inviteCode', 'EMPTY', 'This server takes new people by invite only.');
  const fields = {
    username: cleanUsername(input.username),
    displayName: cleanDisplayName(input.displayName),
    email: cleanEmail(input.email),
    locale: typeof input.locale === 'string' ? cleanLocale(input.locale) : 'en',
  };
  const password = cleanPassword('password', input.password);
  const deviceName = nameDevice(input.deviceName, userAgent);
  // Those that end in a CONFLICT count too: they tell who has an account. And those with a code that is none.
  await countAgainst(limits.signUpsOfNetwork, networkOf(address));
  const _id = new Types.ObjectId();
  // Before any work: who has no invite makes none.
  const claim = inviteCode === '' ? null : await authHooks.claimInvite(inviteCode, _id);
  const user = await createAccount(claim, async () => createUser({ ...fields, _id, passwordHash: await hashPassword(password) }));
  await claim?.join();
  // Not sent where too many mails wait: the account is made all the same.
  const [opened] = await Promise.all([
    startSession(user._id, deviceName),
    mailVerification(user._id),
    rememberNetwork(user._id.toHexString(), address),
  ]);
  return { user, ...opened };
}

/** The use of the invite is given back where no account is made. */
async function createAccount(claim: InviteClaim | null, create: () => Promise<User>): Promise<User> {
  try {
    return await create();
  } catch (error) {
    // Only where it is known that there is none: when the database is away, there may be.
    if (error instanceof AppError) await claim?.release();
    throw error;
  }
}

/**
 * Throws UNAUTHENTICATED, alike and at like cost for an unknown name and for a wrong password; RATE_LIMITED after too many of these; FORBIDDEN for
 * a suspended account.
 */
export async function signIn(input: SignInInput, { userAgent, address }: Client): Promise<SignedIn> {
  const deviceName = nameDevice(input.deviceName, userAgent);
  const user = await findUserByLogin(input.login);
  const attempt = await admitSignIn(input.login, user?._id.toHexString() ?? null, address);
  const isPassword = await verifyPassword(user?.passwordHash ?? null, input.password);
  if (!user || !isPassword) throw wrongPassword();
  await attempt.succeed();
  // Only who knows the password learns of it.
  if (user.suspendedAt) throw accountSuspended();
  const opened = await startSession(user._id, deviceName);
  // A password that was replaced while it was being checked opens nothing: the replacing may have ended all sessions before this one began.
  const now = await findPerson(user._id.toHexString());
  if (now?.passwordHash === user.passwordHash) return { user, ...opened };
  await endSession(opened.session._id);
  throw wrongPassword();
}

const wrongPassword = () => new AppError('UNAUTHENTICATED', 'Wrong name or password.');
