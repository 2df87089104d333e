import mongoose from 'mongoose';
import { badUserInput, conflict, notFound } from '../../graphql/errors.js';
import type { UpdateProfileInput } from '../../generated/schema-types.js';
import { claimPhoto } from '../media/photo.claims.js';
import { cleanAbout, cleanDisplayName, cleanLocale, makeSearchWords } from './user.input.js';
import { withoutSecrets } from './user.access.js';
import { UserModel, type User } from './user.model.js';

/** `_id` where the account to be was known before. */
type NewUser = Required<Pick<User, 'username' | 'displayName' | 'email' | 'passwordHash' | 'locale'>> & Partial<Pick<User, '_id'>>;

/** Stores an account whose fields are clean already. Throws CONFLICT with the field (username, email) that somebody else has. */
export async function createUser(fields: NewUser): Promise<User> {
  const user: User = {
    _id: new mongoose.Types.ObjectId(),
    ...fields,
    about: '',
    emailVerified: false,
    bot: false,
    admin: false,
    searchWords: makeSearchWords(fields.username, fields.displayName),
    createdAt: new Date(),
    revision: 1,
    // The database replaces a zero timestamp by its own time.
    changedAt: new mongoose.mongo.Timestamp({ t: 0, i: 0 }),
  };
  try {
    await UserModel.collection.insertOne(user);
  } catch (error) {
    throw takenField(error) ?? error;
  }
  return user;
}

/**
 * Changes what is given and differs. Throws BAD_USER_INPUT by field, what claimPhoto throws, CONFLICT (photoUploadId) where the photo is changed elsewhere at
 * the same time.
 */
export async function updateProfile(userId: string, input: UpdateProfileInput): Promise<User> {
  const given: Partial<User> = {
    ...(typeof input.displayName === 'string' && { displayName: cleanDisplayName(input.displayName) }),
    ...(typeof input.about === 'string' && { about: cleanAbout(input.about) }),
    ...(typeof input.locale === 'string' && { locale: cleanLocale(input.locale) }),
    ...(typeof input.showLastSeen === 'boolean' && { showLastSeen: input.showLastSeen }),
  };
  const current = await UserModel.findOne({ _id: userId, deletedAt: null }, withoutSecrets).lean<User>();
  if (!current) throw notFound('user');
  if (input.displayName === null) throw badUserInput('displayName', 'EMPTY', 'displayName must not be empty.');
  const changes = Object.fromEntries(
    Object.entries(given).filter(([field, value]) => current[field as keyof User] !== value),
  ) as Partial<User>;
  const { _id } = current;
  const newPhoto = await claimPhoto({
    ownerId: _id,
    purpose: 'AVATAR',
    current: current.photo,
    uploadId: input.photoUploadId,
    by: `user:${_id}`,
  });
  if (Object.keys(changes).length === 0 && !newPhoto) return current;
  if (changes.displayName !== undefined) changes.searchWords = makeSearchWords(current.username, changes.displayName);
  const updated = await UserModel.findOneAndUpdate(
    { _id, deletedAt: null, ...newPhoto?.condition },
    {
      $set: { ...changes, ...(newPhoto?.photo && { photo: newPhoto.photo }) },
      ...(newPhoto?.photo === null && { $unset: { photo: 1 } }),
      $inc: { revision: 1 },
      $currentDate: { changedAt: { $type: 'timestamp' } },
    },
    { returnDocument: 'after', projection: withoutSecrets },
  ).lean<User>();
  if (!updated) throw newPhoto ? conflict('photoUploadId', 'The photo has just been changed elsewhere. Look again.') : notFound('user');
  await newPhoto?.settle();
  return updated;
}

function takenField(error: unknown) {
  if (!(error instanceof mongoose.mongo.MongoServerError && error.code === 11000)) return null;
  return /\bemail_1\b/.test(error.message)
    ? conflict('email', 'This e-mail address has an account already.')
    : conflict('username', 'This username is taken.');
}
