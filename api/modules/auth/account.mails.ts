import type { Types } from 'mongoose';
import { AppError } from '../../graphql/errors.js';
import type { MailComposer } from '../../mail/delivery.js';
import { queueMail } from '../../mail/outbox.js';
import { keepEmailToken, keepPasswordToken } from '../users/credential.actions.js';
import type { User } from '../users/user.model.js';
import { findUser, findUserByEmail } from '../users/user.queries.js';
import type { MailKind } from './mail-texts.js';
import { makeMailedToken } from './mailed-token.js';
import { writeMail } from './write-mail.js';

const emailTokenLifetimeMs = 24 * 3_600_000;
const passwordTokenLifetimeMs = 3_600_000;

type QueuedKind = Exclude<MailKind, 'VERIFY_NEW_EMAIL'>;

/** False where too many mails wait. */
export const mailVerification = (userId: Types.ObjectId) => queue('VERIFY_EMAIL', { userId: userId.toHexString() });
export const mailChangeNotice = (userId: Types.ObjectId, to: string) => queue('EMAIL_CHANGE_NOTICE', { userId: userId.toHexString(), to });
/** Nobody has looked yet whether the address has an account: so asking costs the same for all. */
export const mailPasswordLink = (email: string) => queue('RESET_PASSWORD', { email });

const queue = (kind: QueuedKind, about: Readonly<Record<string, string>>): Promise<boolean> => queueMail(kind, about);

/** For what somebody asked for: too many mails wait, so this one would not be sent. */
export function requireQueued(isQueued: boolean): void {
  if (!isQueued) throw new AppError('RATE_LIMITED', 'Too many mails wait to be sent.', { retryAfterMs: 60_000 });
}

const nameLink = (publicUrl: string, path: string, token: string) => `${publicUrl}/${path}?token=${token}`;

/** A link to choose a new password, good once within the hour, that is handed over instead of mailed. Null where the account changed meanwhile. */
export async function makePasswordLink({ _id, email }: Pick<User, '_id' | 'email'>, publicUrl: string): Promise<string | null> {
  if (email === undefined) return null;
  const { token, kept } = makeMailedToken(email, passwordTokenLifetimeMs);
  return (await keepPasswordToken(_id, { ...kept, isHandedOver: true })) ? nameLink(publicUrl, 'reset-password', token) : null;
}

/**
 * Who writes the mails of accounts, when they are sent. Only then is the token of a link made, so that nothing that waits in the database, or is
 * sent a second time, holds a secret.
 */
export function createAccountMailComposers(publicUrl: string): Readonly<Record<QueuedKind, MailComposer>> {
  const linkTo = (path: string, token: string) => nameLink(publicUrl, path, token);
  return {
    async VERIFY_EMAIL({ userId = '' }) {
      const user = await findUser({ id: userId });
      const isChange = user?.pendingEmail !== undefined;
      const email = user?.pendingEmail ?? (user?.emailVerified ? undefined : user?.email);
      if (!user || email === undefined) return null;
      const { token, kept } = makeMailedToken(email, emailTokenLifetimeMs);
      if (!(await keepEmailToken(user._id, kept))) return null;
      return writeMail(isChange ? 'VERIFY_NEW_EMAIL' : 'VERIFY_EMAIL', email, user, linkTo('verify-email', token));
    },
    async EMAIL_CHANGE_NOTICE({ userId = '', to = '' }) {
      const user = await findUser({ id: userId });
      return user && !user.deletedAt ? writeMail('EMAIL_CHANGE_NOTICE', to, user, null) : null;
    },
    async RESET_PASSWORD({ email = '' }) {
      const user = await findUserByEmail(email);
      if (!user || user.suspendedAt) return null;
      const { token, kept } = makeMailedToken(email, passwordTokenLifetimeMs);
      if (!(await keepPasswordToken(user._id, kept))) return null;
      return writeMail('RESET_PASSWORD', email, user, linkTo('reset-password', token));
    },
  };
}
