import type { Types } from 'mongoose';
import { withoutSecrets } from './user.access.js';
import { UserModel, type User } from './user.model.js';

const announced = { $inc: { revision: 1 }, $currentDate: { changedAt: { $type: 'timestamp' } } } as const;

/** Accounts that can act as administrators now. */
export const activeAdministrators = { admin: true, suspendedAt: null, deletedAt: null } as const;

export const countAdministrators = (): Promise<number> => UserModel.countDocuments(activeAdministrators).readConcern('majority').exec();

/** Answers with the account as it is then, or null where it was so already, or is gone. */
export function setAdministrator(userId: Types.ObjectId, admin: boolean): Promise<User | null> {
  return UserModel.findOneAndUpdate(
    { _id: userId, deletedAt: null, admin: !admin },
    { $set: { admin }, ...announced },
    { returnDocument: 'after', projection: withoutSecrets },
  ).lean<User>();
}
