import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { forbidden, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { withoutSecrets } from '../users/user.access.js';
import { activeAdministrators } from '../users/administrator.actions.js';
import { UserModel, type User } from '../users/user.model.js';

/** Who does something for the server: an administrator by id, or null for somebody at its command line. */
export type Actor = Types.ObjectId | null;

/** The viewer as an administrator, asked of the database each time. Throws FORBIDDEN for everybody else. */
export async function accessAdministrator(viewer: ViewerIdentity): Promise<Types.ObjectId> {
  const _id = new Types.ObjectId(viewer.userId);
  if (!(await UserModel.exists({ _id, ...activeAdministrators }))) throw forbidden('This is for the administrators of the server.');
  return _id;
}

/** Any account that was not deleted, for an administrator. Throws NOT_FOUND. */
export async function accessAccount(userId: string): Promise<User> {
  const _id = parseId(userId);
  const user = _id && (await UserModel.findOne({ _id, deletedAt: null }, withoutSecrets).lean<User>());
  if (!user) throw notFound('user');
  return user;
}
