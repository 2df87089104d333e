import { randomBytes } from 'node:crypto';
import type { Types } from 'mongoose';
import { withoutSecrets } from './user.access.js';
import { UserModel, type User } from './user.model.js';

const announced = { $inc: { revision: 1 }, $currentDate: { changedAt: { $type: 'timestamp' } } } as const;
const namelessUsername = /^deleted-[0-9a-f]{24}$/;
/** Fields of a deleted account that stay as they are. */
const keptFields: ReadonlySet<string> = new Set(['_id', 'createdAt', 'bot', 'deletedAt', 'endingSince', 'revision', 'changedAt']);

/*
 * A deletion and a suspension begin with one write here, which says what is true from now on; what follows from it (sessions that end, data that
 * goes) is done after it, in steps that may be repeated. `endingSince` stands until all of them are done, so that whoever finds it later completes them.
 */

/** Takes away everything personal and, with it, the way to sign in. Repeated: whatever came in since. Answers false where there is no such account. */
export async function markDeleted(userId: Types.ObjectId): Promise<boolean> {
  const record: Record<string, unknown> | null = await UserModel.collection.findOne(
    { _id: userId },
    { readConcern: { level: 'majority' } },
  );
  if (!record) return false;
  const isDeleted = record.deletedAt instanceof Date;
  const hasFreedName = isDeleted && namelessUsername.test(String(record.username));
  const now = new Date();
  const nameless = {
    // Unique in the database, and nobody can have taken it before; that of the account is free.
    username: hasFreedName ? String(record.username) : `deleted-${randomBytes(12).toString('hex')}`,
    displayName: 'Deleted account',
    about: '',
    emailVerified: false,
    locale: 'en',
    admin: false,
    searchWords: [],
    ...(!isDeleted && { deletedAt: now }),
  };
  const strangers = Object.keys(record).filter((field) => !keptFields.has(field) && !(field in nameless));
  const isNews =
    strangers.length > 0 || Object.entries(nameless).some(([field, value]) => JSON.stringify(record[field]) !== JSON.stringify(value));
  if (!isNews) return true;
  // Everything that is not known to be harmless goes, so that a field of later days cannot be forgotten here.
  const gone = strangers.length > 0 && { $unset: Object.fromEntries(strangers.map((field) => [field, 1 as const])) };
  const { $inc, $currentDate } = announced;
  await UserModel.collection.updateOne(
    { _id: userId },
    { $set: nameless, ...gone, $inc, $currentDate: { ...$currentDate, ...(!isDeleted && { endingSince: { $type: 'date' as const } }) } },
  );
  return true;
}

/** Answers with the account as it is then; null where it is gone. An account that is suspended already stays as it is. */
export async function markSuspended(userId: Types.ObjectId, reason: string): Promise<User | null> {
  const now = new Date();
  await UserModel.updateOne(
    { _id: userId, deletedAt: null, suspendedAt: null },
    { $set: { suspendedAt: now, suspendedReason: reason }, $currentDate: { endingSince: { $type: 'date' } } },
  );
  return UserModel.findOne({ _id: userId, deletedAt: null }, withoutSecrets).lean<User>();
}

export async function unmarkSuspended(userId: Types.ObjectId): Promise<User | null> {
  return UserModel.findOneAndUpdate(
    { _id: userId, deletedAt: null },
    { $set: { suspendedAt: null, suspendedReason: null }, $unset: { endingSince: 1 } },
    { returnDocument: 'after', projection: withoutSecrets },
  ).lean<User>();
}

/** An account whose ending nobody has worked on for so long, by the clock of the database; it is the caller's for as long as others wait. */
export function claimEnding(idleMs: number): Promise<User | null> {
  return UserModel.findOneAndUpdate(
    { endingSince: { $exists: true }, $expr: { $lte: ['$endingSince', { $subtract: ['$$NOW', idleMs] }] } },
    { $currentDate: { endingSince: { $type: 'date' } } },
    { returnDocument: 'after', projection: withoutSecrets },
  ).lean<User>();
}

/** Everything has followed. */
export async function finishDeletion(userId: Types.ObjectId): Promise<void> {
  await UserModel.updateOne({ _id: userId }, { $unset: { endingSince: 1 } });
}

/** The same of a suspension; a deletion that has begun meanwhile goes on. */
export async function finishSuspension(userId: Types.ObjectId): Promise<void> {
  await UserModel.updateOne({ _id: userId, deletedAt: null }, { $unset: { endingSince: 1 } });
}
