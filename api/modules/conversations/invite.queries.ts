import type { ViewerIdentity } from '../../context.js';
import { findInvite, isUsable, refuseUnusable } from './invite.access.js';
import { InviteModel, type Invite } from './invite.model.js';
import type { Conversation } from './conversation.model.js';
import { MemberModel, memberId, type Member } from './member.model.js';

let inviteOrigin = '';

/** The server's public origin, without a slash at its end. Called once, at start-up. */
export function useInviteOrigin(origin: string): void {
  inviteOrigin = origin;
}

export const inviteUrl = ({ code }: Pick<Invite, 'code'>): string => `${inviteOrigin}/invite/${code}`;

/** What `InvitePreview` resolves from. */
export interface InvitePreview {
  readonly group: Conversation;
  readonly isMember: boolean;
}

/**
 * For whoever holds the code, signed in or not. Null for an unknown code, and for who was banned; to a member it shows the group, whatever became
 * of the invite; else throws INVITE_REVOKED, INVITE_EXPIRED or INVITE_USED_UP.
 */
export async function previewInvite(viewer: ViewerIdentity | null, code: string): Promise<InvitePreview | null> {
  const found = await findInvite(code);
  if (!found) return null;
  const { invite, group } = found;
  const member =
    viewer && (await MemberModel.findOne({ _id: memberId(group._id, viewer.userId) }, { leftAt: 1, bannedAt: 1 }).lean<Member>());
  if (member?.bannedAt) return null;
  const isMember = member !== null && !member.leftAt;
  if (!isMember) refuseUnusable(invite);
  return { group, isMember };
}

/** Those that still work, the newest first, by conversation id. */
export async function loadOpenInvites(conversationIds: readonly string[]): Promise<Invite[][]> {
  const invites = await InviteModel.find({ conversationId: { $in: [...conversationIds] }, slot: { $gte: 0 } })
    .sort({ _id: -1 })
    .lean<Invite[]>();
  const now = new Date();
  return conversationIds.map((id) => invites.filter((invite) => invite.conversationId.toHexString() === id && isUsable(invite, now)));
}
