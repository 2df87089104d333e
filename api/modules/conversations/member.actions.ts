import type { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { badUserInput, conflict, forbidden, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { refuseBlockedAmong } from '../users/block.access.js';
import { accessUsers } from '../users/user.access.js';
import { changeGroup } from './change-group.actions.js';
import { canManageGroup } from './conversation.access.js';
import { conversationHooks } from './conversation.hooks.js';
import { countAddedPeople } from './conversation.limits.js';
import type { Conversation } from './conversation.model.js';
import { announceToManagers } from './conversation.writes.js';
import { buryConversation } from './deletion.actions.js';
import { countOwners, countPresent, maxGroupMembers } from './member.counts.js';
import { MemberModel, memberId, type Member, type MemberRole } from './member.model.js';
import { canRemove, canSetRoles } from './member.rules.js';
import { banFormerMember, changeRole, endMembership, insertMissingMembers, restoreOwner, reviveMember } from './member.writes.js';

/** People named in one call. */
export const maxMembersPerCall = 200;

/*
 * Membership and notice are two writes, and there is no transaction around them: a crash between the two leaves the membership
 * right, which is what everything is judged by, and the line that tells of it missing.
 */

/**
 * By an ADMIN or OWNER. Who is present already is skipped; the notice names those who are really new. CONFLICT (userIds, BANNED) where one of them is
 * banned, FORBIDDEN where one who would be new has blocked the viewer or was blocked, RATE_LIMITED for too many in a day: nobody is added then.
 */
export async function addMembers(viewer: ViewerIdentity, groupId: string, userIds: readonly string[]): Promise<Conversation> {
  const ids = uniqueIds('userIds', userIds);
  return changeGroup(viewer, groupId, async ({ conversation, member }) => {
    if (!canManageGroup(member.role)) throw forbidden('Only an owner or an admin adds people.');
    const users = await accessUsers(ids, 'userIds');
    const conversationId = conversation._id;
    const [records, memberCount, lastSeq] = await Promise.all([
      MemberModel.find({ _id: { $in: users.map((user) => memberId(conversationId, user._id)) } }).lean<Member[]>(),
      countPresent(conversationId),
      conversationHooks.readNewestSeq(conversationId),
    ]);
    if (records.some(({ bannedAt }) => bannedAt))
      throw conflict('userIds', 'Somebody of them is banned from this group: lift the ban first (unbanMember).', 'BANNED');
    const known = new Map(records.map((record) => [record._id, record]));
    const joinedAt = new Date();
    const ended = users.filter((user) => known.get(memberId(conversationId, user._id))?.leftAt);
    const unknown = users.filter((user) => !known.has(memberId(conversationId, user._id)));
    if (memberCount + ended.length + unknown.length > maxGroupMembers)
      throw badUserInput('userIds', 'TOO_MANY', `A group has at most ${maxGroupMembers} members.`);
    await refuseBlockedAmong(
      viewer,
      [...ended, ...unknown].map((user) => user._id.toHexString()),
    );
    await countAddedPeople(viewer, ended.length + unknown.length);
    const revived = await Promise.all(ended.map((user) => reviveMember({ conversationId, userId: user._id, joinedAt, lastSeq })));
    const inserted = await insertMissingMembers(
      unknown.map((user) => ({ conversationId, userId: user._id, role: 'MEMBER' as const, joinedAt, lastSeq })),
    );
    const subjectIds = [...ended.filter((_, index) => revived[index]).map((user) => user._id), ...inserted];
    await refuseWithoutOwner(conversationId, subjectIds);
    if (subjectIds.length > 0) await conversationHooks.postNotice(conversationId, 'MEMBERS_ADDED', { actorId: member.userId, subjectIds });
  });
}

/**
 * An OWNER removes anyone, an ADMIN plain members. With `ban` no invite lets them in again and nobody adds them until the ban is lifted; who has left
 * already can be banned, too, whatever they were.
 */
export async function removeMember(viewer: ViewerIdentity, groupId: string, userId: string, ban: boolean): Promise<Conversation> {
  return changeGroup(viewer, groupId, async ({ conversation, member }) => {
    if (!canManageGroup(member.role)) throw forbidden('Only an owner or an admin removes people.');
    const target = await accessRecord(conversation, userId);
    if (target._id === member._id) throw badUserInput('userId', 'SELF', 'Use leaveGroup to leave.');
    if (target.leftAt && !ban) throw notFound('member');
    if (target.leftAt) {
      if (await banFormerMember(target, member.userId)) await announceToManagers(conversation._id);
      return;
    }
    if (!canRemove(member.role, target.role)) throw forbidden('An admin removes plain members only.');
    if (!(await endMembership(target, { bannedBy: ban ? member.userId : null })))
      throw conflict('userId', 'This membership has just changed. Look again.');
    if (target.role === 'OWNER') await keepAnOwner(target);
    await conversationHooks.postNotice(conversation._id, 'MEMBER_REMOVED', { actorId: member.userId, subjectIds: [target.userId] });
    if (ban) await announceToManagers(conversation._id);
  });
}

/** The last OWNER hands over first, unless nobody else is there: CONFLICT. Of a group that everybody has left nothing stays. */
export async function leaveGroup(viewer: ViewerIdentity, groupId: string): Promise<void> {
  await changeGroup(viewer, groupId, async ({ conversation, member }) => {
    const bury = () => buryConversation(conversation._id, member.userId);
    const isOwner = member.role === 'OWNER';
    if (isOwner && (await isLastOwner(member))) {
      if ((await countPresent(conversation._id)) > 1) throw lastOwner();
      // Nobody else is there: the group is marked before the membership ends, so that a crash in between is swept. Who joins at
      // that very moment goes with it, as from a group that is deleted.
      return bury();
    }
    if (!(await endMembership(member))) throw conflict('groupId', 'Your membership has just changed. Look again.');
    // Whoever comes in at that moment finds no OWNER and goes: not to be counted once more.
    const isLeft = isOwner ? !(await keepAnOwner(member)) : (await countPresent(conversation._id)) === 0;
    if (isLeft) return bury();
    await conversationHooks.postNotice(conversation._id, 'MEMBER_LEFT', { actorId: member.userId });
  });
}

/** By an OWNER. A group keeps at least one OWNER: CONFLICT otherwise. */
export async function setMemberRole(viewer: ViewerIdentity, groupId: string, userId: string, role: MemberRole): Promise<Conversation> {
  return changeGroup(viewer, groupId, async ({ conversation, member }) => {
    if (!canSetRoles(member.role)) throw forbidden('Only an owner gives roles.');
    const target = await accessTarget(conversation, userId);
    if (target.role === role) return;
    if (target.role === 'OWNER' && (await isLastOwner(target))) throw lastOwner();
    if (!(await changeRole(target, role))) throw conflict('userId', 'This membership has just changed. Look again.');
    if (target.role === 'OWNER') await keepAnOwner(target);
    await conversationHooks.postNotice(conversation._id, 'ROLE_CHANGED', { actorId: member.userId, subjectIds: [target.userId], role });
  });
}

/** Each id once, in the order given, in lower case; malformed ones stay, for whoever looks them up to refuse. */
export function uniqueIds(field: string, ids: readonly string[]): string[] {
  if (ids.length > maxMembersPerCall) throw badUserInput(field, 'TOO_MANY', `"${field}" names at most ${maxMembersPerCall} people.`);
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

/** The membership, present or ended. */
async function accessRecord(conversation: Conversation, userId: string): Promise<Member> {
  const id = parseId(userId);
  const record = id && (await MemberModel.findOne({ _id: memberId(conversation._id, id) }).lean<Member>());
  if (!record) throw notFound('member');
  return record;
}

async function accessTarget(conversation: Conversation, userId: string): Promise<Member> {
  const target = await accessRecord(conversation, userId);
  if (target.leftAt) throw notFound('member');
  return target;
}

const lastOwner = () => conflict('groupId', 'A group keeps an owner: make somebody else OWNER first (setMemberRole).');

/** An OWNER who was alone may have left, on another process, while people were added: nobody is brought into a group without an OWNER. */
async function refuseWithoutOwner(conversationId: Types.ObjectId, addedIds: readonly Types.ObjectId[]): Promise<void> {
  if (addedIds.length === 0 || (await countOwners(conversationId)) > 0) return;
  await Promise.all(addedIds.map((userId) => endMembership({ _id: memberId(conversationId, userId), role: 'MEMBER' })));
  throw conflict('groupId', 'The last owner has just left this group. Look again.');
}

async function isLastOwner(member: Member): Promise<boolean> {
  return (
    (await MemberModel.countDocuments({ conversationId: member.conversationId, leftAt: null, role: 'OWNER', _id: { $ne: member._id } })) ===
    0
  );
}

/**
 * After an OWNER was taken away: two processes may each have seen the other's OWNER still there. Whoever finds none left takes its own
 * change back. False where nobody is left at all.
 */
async function keepAnOwner(changed: Member): Promise<boolean> {
  const { conversationId } = changed;
  if ((await countOwners(conversationId)) > 0) return true;
  if ((await countPresent(conversationId)) === 0) return false;
  await restoreOwner(changed);
  throw lastOwner();
}
