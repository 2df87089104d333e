import { Types } from 'mongoose';
import { AppError, badUserInput, forbidden } from '../../graphql/errors.js';
import type { SignInInput, SignUpInput, SignUpPolicy } from '../../generated/schema-types.js';
import { createUser } from '../users/user.actions.js';
import { cleanDisplayName, cleanEmail, cleanLocale, cleanUsername } from '../users/user.input.js';
import { findUserByLogin } from '../users/user.queries.js';
import type { User } from '../users/user.model.js';
import { authHooks, type InviteClaim } from './auth.hooks.js';
import { cleanPassword, hashPassword, verifyPassword } from './password.js';
import { accountSuspended, nameDevice, startSession, type OpenSession } from './session.actions.js';

let signUpPolicy: SignUpPolicy = 'OPEN';

/** Called once, at start-up. */
export function useSignUpPolicy(policy: SignUpPolicy): void {
  signUpPolicy = policy;
}

export interface SignedIn extends OpenSession {
  readonly user: User;
}

/**
 * Makes an account and its first session; with an invite code, as a member of its group. Throws FORBIDDEN where sign-up is closed, BAD_USER_INPUT by
 * field (inviteCode EMPTY where one is needed), CONFLICT for a name or address that is taken, and as joinGroup does for the code. A crash in between
 * leaves an account that can sign in, and join by the same code.
 */
export async function signUp(input: SignUpInput, userAgent: string): Promise<SignedIn> {
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
  const _id = new Types.ObjectId();
  // Before any work: who has no invite makes none.
  const claim = inviteCode === '' ? null : await authHooks.claimInvite(inviteCode, _id);
  const user = await createAccount(claim, async () => createUser({ ...fields, _id, passwordHash: await hashPassword(password) }));
  await claim?.join();
  return { user, ...(await startSession(user._id, deviceName)) };
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

/** Throws UNAUTHENTICATED, alike and at like cost for an unknown name and for a wrong password; FORBIDDEN for a suspended account. */
export async function signIn(input: SignInInput, userAgent: string): Promise<SignedIn> {
  const deviceName = nameDevice(input.deviceName, userAgent);
  const user = await findUserByLogin(input.login);
  const isPassword = await verifyPassword(user?.passwordHash ?? null, input.password);
  if (!user || !isPassword) throw new AppError('UNAUTHENTICATED', 'Wrong name or password.');
  // Only who knows the password learns of it.
  if (user.suspendedAt) throw accountSuspended();
  return { user, ...(await startSession(user._id, deviceName)) };
}
