import { conflict } from '../../graphql/errors.js';
import { setAdministrator } from '../users/administrator.actions.js';
import type { User } from '../users/user.model.js';
import type { Actor } from './administrator.access.js';
import { recordDeed } from './audit.actions.js';

/** False where it is one already. Throws CONFLICT (user) for a bot and for a suspended account. */
export async function makeAdministrator(actor: Actor, user: User): Promise<boolean> {
  if (user.bot) throw conflict('user', 'A bot cannot be an administrator.');
  if (user.suspendedAt) throw conflict('user', 'The account is suspended: restore it first.');
  if (user.admin) return false;
  await recordDeed({ actor, action: 'ADMIN_MADE', subjectId: user._id });
  return (await setAdministrator(user._id, true)) !== null;
}

/** False where it is none. The last one may be removed: whoever does this can make another. */
export async function removeAdministrator(actor: Actor, user: User): Promise<boolean> {
  if (!user.admin) return false;
  await recordDeed({ actor, action: 'ADMIN_REMOVED', subjectId: user._id });
  return (await setAdministrator(user._id, false)) !== null;
}
