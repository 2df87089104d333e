import DataLoader from 'dataloader';
import { parseId } from '../../graphql/ids.js';
import { withoutSecrets } from './user.access.js';
import { UserModel, type User } from './user.model.js';

export interface UserLoaders {
  /** By id in hex; null where there is no such user. */
  readonly user: DataLoader<string, User | null>;
}

export function createUserLoaders(): UserLoaders {
  return { user: new DataLoader(loadUsers, { maxBatchSize: 1000 }) };
}

async function loadUsers(ids: readonly string[]): Promise<(User | null)[]> {
  const parsed = ids.map(parseId).filter((id) => id !== null);
  const found = await UserModel.find({ _id: { $in: parsed } }, withoutSecrets).lean<User[]>();
  const byId = new Map(found.map((user) => [user._id.toHexString(), user]));
  return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
}
