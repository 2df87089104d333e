import mongoose, { type Types } from 'mongoose';
import { conflict } from '../../graphql/errors.js';
import { withoutSecrets } from './user.access.js';
import { isPerson, UserModel, type MailedToken, type Person, type User } from './user.model.js';

// Each change of what signs people in is one conditional write on the account: it happens once and whole, whoever else writes at the same time.

const changed = { $inc: { revision: 1 }, $currentDate: { changedAt: { $type: 'timestamp' } } } as const;

/** Keeps the token of a link that verifies `token.email`, in place of the one before. False where that address is not to be verified any more. */
export async function keepEmailToken(userId: Types.ObjectId, token: MailedToken): Promise<boolean> {
  const { email } = token;
  const waits = { $or: [{ pendingEmail: email }, { email, emailVerified: false, pendingEmail: null }] };
  const { matchedCount } = await UserModel.updateOne({ _id: userId, ...waits }, { $set: { emailToken: token } });
  return matchedCount === 1;
}

/** Keeps the token of a link that lets its holder choose a new password. False where the account has another address by now. */
export async function keepPasswordToken(userId: Types.ObjectId, token: MailedToken): Promise<boolean> {
  const handedOver = { 'passwordToken.isHandedOver': true, 'passwordToken.expiresAt': { $gt: new Date() } };
  const { matchedCount } = await UserModel.updateOne(
    { _id: userId, email: token.email, ...(!token.isHandedOver && { $nor: [handedOver] }) },
    { $set: { passwordToken: token } },
  );
  return matchedCount === 1;
}

/**
 * Uses up the token and makes its address the verified one of the account. Null for a token that is not good any more. Throws CONFLICT (email) where
 * another account took the address meanwhile. A link to the old address that would set a password is void from then on.
 */
export async function verifyEmailByToken(hash: string): Promise<User | null> {
  const owner = await UserModel.findOne({ 'emailToken.hash': hash, 'emailToken.expiresAt': { $gt: new Date() } }).lean<User>();
  if (!owner?.emailToken) return null;
  const { email } = owner.emailToken;
  const used = { emailToken: 1, pendingEmail: 1, ...(email !== owner.email && { passwordToken: 1 }) } as const;
  try {
    return await UserModel.findOneAndUpdate(
      { _id: owner._id, 'emailToken.hash': hash },
      { $set: { email, emailVerified: true }, $unset: used, ...changed },
      { returnDocument: 'after', projection: withoutSecrets },
    ).lean<User>();
  } catch (error) {
    if (isDuplicate(error)) throw conflict('email', 'This e-mail address has an account already.');
    throw error;
  }
}

/** Sets the address that waits to be verified, or with null takes it back; links for another one are void. False where the password has changed meanwhile. */
export async function setPendingEmail({ _id, passwordHash }: Person, email: string | null): Promise<boolean> {
  const set =
    email === null ? { $unset: { pendingEmail: 1, emailToken: 1 } } : { $set: { pendingEmail: email }, $unset: { emailToken: 1 } };
  const { matchedCount } = await UserModel.updateOne({ _id, passwordHash }, { ...set, ...changed });
  return matchedCount === 1;
}

/** Whose token of a link for a new password this is, with the secrets; null for one that is not good any more. */
export async function findByPasswordToken(hash: string): Promise<Person | null> {
  const token = { 'passwordToken.hash': hash, 'passwordToken.expiresAt': { $gt: new Date() } };
  const user = await UserModel.findOne({ ...token, suspendedAt: null }).lean<User>();
  return user && isPerson(user) ? user : null;
}

/**
 * Uses up the token and sets the password. The address that it was mailed to counts as verified; a change of the address that waits is taken back,
 * because whoever asked for it may be the reason for the new password. Null where the token is not good any more.
 */
export async function setPasswordByToken({ _id, email, passwordToken }: Person, hash: string, passwordHash: string): Promise<User | null> {
  return UserModel.findOneAndUpdate(
    { _id, email, 'passwordToken.hash': hash },
    {
      $set: { passwordHash, ...(!passwordToken?.isHandedOver && { emailVerified: true }) },
      $unset: { passwordToken: 1, emailToken: 1, pendingEmail: 1 },
      ...changed,
    },
    { returnDocument: 'after', projection: withoutSecrets },
  ).lean<User>();
}

/** Sets the password of one who has shown to know the old one. A change of the address that waits is taken back. False where it was changed meanwhile. */
export async function replacePassword({ _id, passwordHash: before }: Person, passwordHash: string): Promise<boolean> {
  const account = { _id, passwordHash: before };
  // Without such a change, a link that verifies the address stays good.
  const plain = await UserModel.updateOne({ ...account, pendingEmail: null }, { $set: { passwordHash }, $unset: { passwordToken: 1 } });
  if (plain.matchedCount === 1) return true;
  const { matchedCount } = await UserModel.updateOne(account, {
    $set: { passwordHash },
    $unset: { passwordToken: 1, emailToken: 1, pendingEmail: 1 },
    ...changed,
  });
  return matchedCount === 1;
}

const isDuplicate = (error: unknown) => error instanceof mongoose.mongo.MongoServerError && error.code === 11000;
