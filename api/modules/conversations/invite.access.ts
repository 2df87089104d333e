import { randomInt } from 'node:crypto';
import type { ViewerIdentity } from '../../context.js';
import { AppError, forbidden, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { canManageGroup, findConversation } from './conversation.access.js';
import { ConversationModel, type Conversation } from './conversation.model.js';
import { InviteModel, type Invite } from './invite.model.js';

/** Letters and digits that nobody takes for one another, and that no program cuts off the end of a link. */
const codeAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** 93 bits. */
const codeLength = 16;

export const makeInviteCode = (): string =>
  Array.from({ length: codeLength }, () => codeAlphabet.charAt(randomInt(codeAlphabet.length))).join('');

export interface FoundInvite {
  readonly invite: Invite;
  readonly group: Conversation;
}

/** Whether it works or not. Null for a code that is malformed, unknown, forgotten, or of a group that was deleted: they look alike. */
export async function findInvite(givenCode: string): Promise<FoundInvite | null> {
  const code = givenCode.trim();
  if (code.length !== codeLength || ![...code].every((character) => codeAlphabet.includes(character))) return null;
  const invite = await InviteModel.findOne({ code }).readConcern('local').lean<Invite>();
  const group = invite && (await ConversationModel.findOne({ _id: invite.conversationId, deletedAt: null }).lean<Conversation>());
  return group && { invite, group };
}

/** Throws NOT_FOUND in the cases of findInvite's null. */
export async function accessInvite(code: string): Promise<FoundInvite> {
  const found = await findInvite(code);
  if (!found) throw notFound('invite');
  return found;
}

/** For those who manage its group: NOT_FOUND for who is no member of it, FORBIDDEN for a plain one. */
export async function accessManagedInvite(viewer: ViewerIdentity, inviteId: string): Promise<FoundInvite> {
  const id = parseId(inviteId);
  const invite = id && (await InviteModel.findOne({ _id: id }).readConcern('local').lean<Invite>());
  const accessed = invite && (await findConversation(viewer, invite.conversationId.toHexString()));
  if (!accessed) throw notFound('invite');
  if (!canManageGroup(accessed.member.role)) throw forbidden('Only an owner or an admin manages invites.');
  return { invite, group: accessed.conversation };
}

/** Throws INVITE_REVOKED or INVITE_EXPIRED. */
export function refuseEnded({ revokedAt, expiresAt }: Invite, now = new Date()): void {
  if (revokedAt) throw new AppError('INVITE_REVOKED');
  if (expiresAt && expiresAt <= now) throw new AppError('INVITE_EXPIRED');
}

/** Throws INVITE_REVOKED, INVITE_EXPIRED or INVITE_USED_UP. */
export function refuseUnusable(invite: Invite): void {
  refuseEnded(invite);
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) throw new AppError('INVITE_USED_UP');
}

export function isUsable({ revokedAt, expiresAt, maxUses, uses }: Invite, now: Date): boolean {
  return !revokedAt && !(expiresAt && expiresAt <= now) && !(maxUses !== null && uses >= maxUses);
}
