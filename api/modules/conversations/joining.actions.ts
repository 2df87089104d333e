import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { AppError, conflict, forbidden, notFound } from '../../graphql/errors.js';
import { conversationHooks } from './conversation.hooks.js';
import type { Conversation } from './conversation.model.js';
import { announceToManagers } from './conversation.writes.js';
import { accessInvite, refuseEnded, refuseUnusable, type FoundInvite } from './invite.access.js';
import { InviteModel, type Invite } from './invite.model.js';
import { countOwners, countPresent, maxGroupMembers } from './member.counts.js';
import { MemberModel, memberId, type Member } from './member.model.js';
import { endMembership, insertMissingMembers, reviveMember } from './member.writes.js';

const maxAttempts = 10;
/** The latest uses, and whose they are. One that was never made use of, after a crash, is forgotten after that many others, and stays spent. */
const maxClaims = 200;

/*
 * First the use, then the membership, then the notice. A use is good for the membership's record as it was when it was claimed, and the
 * record changes with whoever comes in by it: so it lets one person in once. After a crash its owner goes on with it by asking again: with the
 * membership, or, where that is there, with the notice, which is posted once however often it is asked for.
 */

/**
 * Whoever is a member already is answered alike, without a use. Throws NOT_FOUND for an unknown code, FORBIDDEN for who was banned, INVITE_REVOKED,
 * INVITE_EXPIRED, INVITE_USED_UP, and CONFLICT (inviteCode, TOO_MANY) where the group is full.
 */
export async function joinGroup(viewer: ViewerIdentity, code: string): Promise<Conversation> {
  const userId = new Types.ObjectId(viewer.userId);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const found = await accessInvite(code);
    const { invite, group } = found;
    const record = await findRecord(group._id, userId);
    if (record && !record.leftAt) {
      if (invite.claims.includes(claimOf(record) ?? '')) await postJoined(record);
      return group;
    }
    if (record?.bannedAt) throw forbidden('You were banned from this group.');
    await claimUse(found, userId, record?.revision ?? 0);
    if (await enter(found, userId, record)) return group;
  }
  throw new AppError('RATE_LIMITED', 'Your membership changes too often at once.', { retryAfterMs: 1000 });
}

const findRecord = (groupId: Types.ObjectId, userId: Types.ObjectId) =>
  MemberModel.findOne({ _id: memberId(groupId, userId) })
    .readConcern('local')
    .lean<Member>();

const nameClaim = (userId: Types.ObjectId, revision: number) => `${userId.toHexString()}:${revision}`;

/** The claim that a membership came in by, if it did. */
function claimOf({ userId, inviteClaim }: Member): string | null {
  const [, revision] = inviteClaim?.split(':') ?? [];
  return revision === undefined ? null : nameClaim(userId, Number(revision));
}

/**
 * Takes one of the uses for that person, or finds the one taken before. Use and claim are one write, so that on any interleaving
 * no more than maxUses are taken.
 */
export async function claimUse({ invite, group }: FoundInvite, userId: Types.ObjectId, revision: number): Promise<void> {
  const claim = nameClaim(userId, revision);
  if (!invite.claims.includes(claim)) refuseUnusable(invite);
  if ((await countPresent(group._id)) >= maxGroupMembers)
    throw conflict('inviteCode', `This group is full: it has ${maxGroupMembers} members.`, 'TOO_MANY');
  const { modifiedCount } = await InviteModel.updateOne(
    {
      _id: invite._id,
      revokedAt: null,
      claims: { $ne: claim },
      ...(invite.expiresAt && { expiresAt: { $gt: new Date() } }),
      ...(invite.maxUses !== null && { uses: { $lt: invite.maxUses } }),
    },
    { $inc: { uses: 1 }, $push: { claims: { $each: [claim], $slice: -maxClaims } } },
  );
  if (modifiedCount === 1) return;
  const current = await InviteModel.findOne({ _id: invite._id }).readConcern('local').lean<Invite>();
  if (!current) throw notFound('invite');
  refuseEnded(current);
  if (!current.claims.includes(claim)) throw new AppError('INVITE_USED_UP');
}

/** Gives back the use of somebody who does not come after all; of an invite that has lost its slot it stays spent. */
export async function releaseUse({ invite }: Pick<FoundInvite, 'invite'>, userId: Types.ObjectId, revision: number): Promise<void> {
  const claim = nameClaim(userId, revision);
  await InviteModel.updateOne({ _id: invite._id, claims: claim, slot: { $gte: 0 } }, { $inc: { uses: -1 }, $pull: { claims: claim } });
}

/** With a claimed use. False where the record is not what it was claimed for, or the group has just ended. */
export async function enter({ invite, group }: FoundInvite, userId: Types.ObjectId, record: Member | null): Promise<boolean> {
  const conversationId = group._id;
  const revision = record?.revision ?? 0;
  const coming = {
    conversationId,
    userId,
    joinedAt: new Date(),
    lastSeq: await conversationHooks.readNewestSeq(conversationId),
    inviteClaim: `${invite._id.toHexString()}:${revision}`,
  };
  const hasEntered = record
    ? await reviveMember({ ...coming, revision })
    : (await insertMissingMembers([{ ...coming, role: 'MEMBER' }])).length > 0;
  if (!hasEntered) return false;
  // The last OWNER may have left, or the group been deleted, meanwhile: nobody comes into a group without an OWNER.
  if ((await countOwners(conversationId)) === 0) {
    await endMembership({ _id: memberId(conversationId, userId), role: 'MEMBER' });
    await releaseUse({ invite }, userId, revision);
    return false;
  }
  await postJoined(coming);
  if (invite.maxUses !== null) await announceToManagers(conversationId);
  return true;
}

async function postJoined({
  conversationId,
  userId,
  inviteClaim,
}: Pick<Member, 'conversationId' | 'userId' | 'inviteClaim'>): Promise<void> {
  await conversationHooks.postNotice(conversationId, 'MEMBER_JOINED', { actorId: userId }, `joined:${userId}:${inviteClaim}`);
}
