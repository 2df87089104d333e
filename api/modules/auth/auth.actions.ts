import { AppError, forbidden } from '../../graphql/errors.js';
import type { SignInInput, SignUpInput, SignUpPolicy } from '../../generated/schema-types.js';
import { createUser } from '../users/user.actions.js';
import { cleanDisplayName, cleanEmail, cleanLocale, cleanUsername } from '../users/user.input.js';
import { findUserByLogin } from '../users/user.queries.js';
import type { User } from '../users/user.model.js';
import { cleanPassword, hashPassword, verifyPassword } from './password.js';
import { nameDevice, startSession, type OpenSession } from './session.actions.js';

let signUpPolicy: SignUpPolicy = 'OPEN';

/** Called once, at start-up. */
export function useSignUpPolicy(policy: SignUpPolicy): void {
  signUpPolicy = policy;
}

export interface SignedIn extends OpenSession {
  readonly user: User;
}

/**
 * Makes an account and its first session. Throws FORBIDDEN where sign-up is closed, BAD_USER_INPUT by field, CONFLICT for a name or address that
 * is taken. A crash between the two leaves an account that can sign in.
 */
export async function signUp(input: SignUpInput, userAgent: string): Promise<SignedIn> {
  if (signUpPolicy !== 'OPEN') throw forbidden('Sign-up is closed on this server.');
  const fields = {
    username: cleanUsername(input.username),
    displayName: cleanDisplayName(input.displayName),
    email: cleanEmail(input.email),
    locale: typeof input.locale === 'string' ? cleanLocale(input.locale) : 'en',
  };
  const password = cleanPassword('password', input.password);
  const deviceName = nameDevice(input.deviceName, userAgent);
  const user = await createUser({ ...fields, passwordHash: await hashPassword(password) });
  return { user, ...(await startSession(user._id, deviceName)) };
}

/** Throws UNAUTHENTICATED, alike and at like cost for an unknown name and for a wrong password. */
export async function signIn(input: SignInInput, userAgent: string): Promise<SignedIn> {
  const deviceName = nameDevice(input.deviceName, userAgent);
  const user = await findUserByLogin(input.login);
  const isPassword = await verifyPassword(user?.passwordHash ?? null, input.password);
  if (!user || !isPassword) throw new AppError('UNAUTHENTICATED', 'Wrong name or password.');
  return { user, ...(await startSession(user._id, deviceName)) };
}
