import DataLoader from 'dataloader';
import { parseId } from '../../graphql/ids.js';
import type { RecentUsers } from './recent-users.js';
import { withoutSecrets } from './user.access.js';
import { UserModel, type User } from './user.model.js';

export interface UserLoaders {
  /** By id in hex; null where there is no such user. */
  readonly user: DataLoader<string, User | null>;
}

/** With `recent`, for the execution of events: whom it knows is not read from the database. */
export function createUserLoaders(recent?: RecentUsers): UserLoaders {
  return { user: new DataLoader(recent ? (ids) => loadUnknown(recent, ids) : loadUsers, { maxBatchSize: 1000 }) };
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

async function loadUsers(ids: readonly string[]): Promise<(User | null)[]> {
  const parsed = ids.map(parseId).filter((id) => id !== null);
  const found = await UserModel.find({ _id: { $in: parsed } }, withoutSecrets).lean<User[]>();
  const byId = new Map(found.map((user) => [user._id.toHexString(), user]));
  return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
}
