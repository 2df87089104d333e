import { mongo, Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { AppError, badUserInput, conflict, forbidden } from '../../graphql/errors.js';
import { accessGroup, canManageGroup, findConversation } from './conversation.access.js';
import { announceToManagers } from './conversation.writes.js';
import { accessManagedInvite, isUsable, makeInviteCode } from './invite.access.js';
import { InviteModel, type Invite } from './invite.model.js';
import { takeTurn } from './turn.actions.js';

/** Open invites of a group. */
export const maxOpenInvites = 20;
export const maxInviteUses = 10_000;
const dayMs = 24 * 60 * 60_000;
const lifetimeByDefaultMs = 7 * dayMs;
const longestLifetimeMs = 366 * dayMs;
/** So long who holds a code that no longer works is told why. */
const rememberedMs = 30 * dayMs;
const maxAttempts = 50;

interface InviteChoice {
  /** Undefined: in 7 days. Null: never. */
  readonly expiresAt?: Date | null;
  readonly maxUses?: number | null;
}

/**
 * By an ADMIN or OWNER, else FORBIDDEN. Throws BAD_USER_INPUT (expiresAt, maxUses: OUT_OF_RANGE), CONFLICT (groupId, TOO_MANY) for a 21st open one.
 */
export async function createInvite(viewer: ViewerIdentity, groupId: string, { expiresAt, maxUses }: InviteChoice): Promise<Invite> {
  const now = new Date();
  const end = expiresAt === undefined ? new Date(now.getTime() + lifetimeByDefaultMs) : expiresAt;
  if (end && (end <= now || end.getTime() > now.getTime() + longestLifetimeMs))
    throw badUserInput('expiresAt', 'OUT_OF_RANGE', '"expiresAt" must be in the future, at most a year ahead.');
  if (typeof maxUses === 'number' && (maxUses < 1 || maxUses > maxInviteUses))
    throw badUserInput('maxUses', 'OUT_OF_RANGE', `"maxUses" must be from 1 to ${maxInviteUses}.`);
  return takeTurn(`invites of ${groupId.toLowerCase()}`, async () => {
    const { conversation, member } = await accessGroup(viewer, groupId);
    if (!canManageGroup(member.role)) throw forbidden('Only an owner or an admin makes invites.');
    const invite: Invite = {
      _id: new Types.ObjectId(),
      conversationId: conversation._id,
      code: makeInviteCode(),
      createdBy: member.userId,
      createdAt: now,
      expiresAt: end,
      maxUses: maxUses ?? null,
      uses: 0,
      claims: [],
      revokedAt: null,
      ...(end && { forgetAt: new Date(end.getTime() + rememberedMs) }),
    };
    await insertInSlot(invite);
    await revokeOfFormerManager(viewer, groupId, invite);
    await announceToManagers(conversation._id);
    return invite;
  });
}

/** By an ADMIN or OWNER of its group. Repeated: the same answer. */
export async function revokeInvite(viewer: ViewerIdentity, inviteId: string): Promise<void> {
  const { invite, group } = await accessManagedInvite(viewer, inviteId);
  if (await revoke(invite)) await announceToManagers(group._id);
}

async function revoke({ _id }: Invite): Promise<boolean> {
  const now = new Date();
  const { modifiedCount } = await InviteModel.updateOne(
    { _id, revokedAt: null },
    { $set: { revokedAt: now, forgetAt: new Date(now.getTime() + rememberedMs) }, $unset: { slot: 1 } },
  );
  return modifiedCount === 1;
}

/** Who lost the right to make it while it was made must not be left with a way in. */
async function revokeOfFormerManager(viewer: ViewerIdentity, groupId: string, invite: Invite): Promise<void> {
  const accessed = await findConversation(viewer, groupId);
  if (accessed && canManageGroup(accessed.member.role)) return;
  await revoke(invite);
  throw forbidden('Only an owner or an admin makes invites.');
}

/** Other processes are met at the unique index of the slots. */
async function insertInSlot(invite: Invite): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const slot = await findFreeSlot(invite.conversationId);
    try {
      await InviteModel.collection.insertOne({ ...invite, slot });
      return;
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError && error.code === 11000)) throw error;
    }
  }
  throw new AppError('RATE_LIMITED', 'Too many invites are made at once.', { retryAfterMs: 1000 });
}

async function findFreeSlot(conversationId: Types.ObjectId): Promise<number> {
  const now = new Date();
  const holders = await InviteModel.find({ conversationId, slot: { $gte: 0 } })
    .readConcern('local')
    .lean<Invite[]>();
  const ended = holders.filter((holder) => !isUsable(holder, now));
  await Promise.all(ended.map((invite) => freeSlot(invite, now)));
  const taken = new Set(holders.filter((holder) => !ended.includes(holder)).map(({ slot }) => slot));
  for (let slot = 0; slot < maxOpenInvites; slot += 1) if (!taken.has(slot)) return slot;
  throw conflict('groupId', `A group has at most ${maxOpenInvites} open invites: revoke one first.`, 'TOO_MANY');
}

/** Only of what is still as it was: a use may just have been given back. */
async function freeSlot({ _id, uses }: Invite, now: Date): Promise<void> {
  await InviteModel.updateOne({ _id, uses }, { $set: { forgetAt: new Date(now.getTime() + rememberedMs) }, $unset: { slot: 1 } });
}
