import type { Types } from 'mongoose';
import { notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { UserModel, type User } from './user.model.js';

// What signs people in stays out of every record that is handed around.
export const withoutSecrets = { passwordHash: 0, emailToken: 0, passwordToken: 0 } as const;

/** All of these users, each once, in the order asked for. Throws NOT_FOUND when one is missing, malformed, or an account that was deleted; `what` says who in its message. */
export async function accessUsers(ids: readonly string[], what: string): Promise<User[]> {
  const unique = [...new Set(ids.map((id) => id.toLowerCase()))];
  const parsed = unique.map(parseId).filter((id) => id !== null);
  if (parsed.length < unique.length) throw notFound(`user in ${what}`);
  const found = await UserModel.find({ _id: { $in: parsed }, deletedAt: null }, withoutSecrets).lean<User[]>();
  const byId = new Map(found.map((user) => [user._id.toHexString(), user]));
  return unique.map((id) => byId.get(id) ?? missing(what));
}

/** Which of these accounts (their ids in hex) are neither suspended nor deleted. */
export async function findActiveUsers(ids: readonly Types.ObjectId[]): Promise<ReadonlySet<string>> {
  const active = await UserModel.find({ _id: { $in: [...ids] }, suspendedAt: null, deletedAt: null }, { _id: 1 }).lean<
    Pick<User, '_id'>[]
  >();
  return new Set(active.map(({ _id }) => _id.toHexString()));
}

function missing(what: string): never {
  throw notFound(`user in ${what}`);
}
