import { conflict, notFound } from '../../graphql/errors.js';
import { makePasswordLink } from '../auth/account.mails.js';
import type { User } from '../users/user.model.js';
import type { Actor } from './administrator.access.js';
import { recordDeed } from './audit.actions.js';

/**
 * For somebody who gets no mail. The password they have stays good until the link is used, which then ends all their sessions. The link replaces the
 * one before it. Throws CONFLICT (user) for a bot and for a suspended account, NOT_FOUND.
 */
export async function handOverPasswordLink(actor: Actor, user: User, publicUrl: string): Promise<string> {
  if (user.bot) throw conflict('user', 'A bot has no password: its owner makes tokens.');
  if (user.suspendedAt) throw conflict('user', 'The account is suspended: restore it first.');
  await recordDeed({ actor, action: 'PASSWORD_LINK_MADE', subjectId: user._id });
  const link = await makePasswordLink(user, publicUrl);
  if (link === null) throw notFound('user');
  return link;
}
