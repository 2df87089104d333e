import DataLoader from 'dataloader';
import type { QueryFilter } from 'mongoose';
import { notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import type { RecentUsers } from './recent-users.js';
import { withoutSecrets } from './user.access.js';
import { UserModel, type User } from './user.model.js';

export interface UserLoaders {
  /** By id in hex; null where there is no such user, or the account was deleted. */
  readonly user: DataLoader<string, User | null>;
  /** What is left of accounts that were deleted, by id in hex; null for all others. See loadShownUser. */
  readonly deletedUser: DataLoader<string, User | null>;
}

/** With `recent`, for the execution of events: whom it knows is not read from the database. */
export const userLoaders = {
  user: (recent?: RecentUsers) =>
    new DataLoader<string, User | null>(recent ? (ids) => loadUnknown(recent, ids) : loadUsers, { maxBatchSize: 1000 }),
  deletedUser: () => new DataLoader<string, User | null>(loadDeletedUsers, { maxBatchSize: 1000 }),
};

/**
 * For the few places that cannot say "nobody": an event about somebody whose account was deleted since, or a membership that is about to end with
 * it. A deleted account comes as the nameless record that is left of it. Throws NOT_FOUND where there never was one.
 */
export async function loadShownUser(loaders: UserLoaders, id: string): Promise<User> {
  const user = (await loaders.user.load(id)) ?? (await loaders.deletedUser.load(id));
  if (!user) throw notFound('user');
  return user;
}

async function loadUnknown(recent: RecentUsers, ids: readonly string[]): Promise<(User | null)[]> {
  const known = new Map(ids.map((id) => [id, recent.find(id)]));
  const unknown = [...new Set(ids)].filter((id) => known.get(id) === undefined);
  if (unknown.length > 0) {
    const loaded = await recent.load(unknown, loadUsers);
    unknown.forEach((id, index) => known.set(id, loaded[index] ?? null));
  }
  return ids.map((id) => known.get(id) ?? null);
}

const loadUsers = (ids: readonly string[]) => findUsers(ids, { deletedAt: null });

const loadDeletedUsers = (ids: readonly string[]) => findUsers(ids, { deletedAt: { $ne: null } });

async function findUsers(ids: readonly string[], filter: QueryFilter<User>): Promise<(User | null)[]> {
  const parsed = ids.map(parseId).filter((id) => id !== null);
  const found = await UserModel.find({ _id: { $in: parsed }, ...filter }, withoutSecrets).lean<User[]>();
  const byId = new Map(found.map((user) => [user._id.toHexString(), user]));
  return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
}
