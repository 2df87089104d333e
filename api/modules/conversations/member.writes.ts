import { mongo, type Types } from 'mongoose';
import { writeInBulk } from './bulk.actions.js';
import { MemberModel, memberId, type Member, type MemberRole } from './member.model.js';

/** For updates that clients see: changedAt is the database's time, never an API clock's. */
export const announced = { $inc: { revision: 1 }, $currentDate: { changedAt: { $type: 'timestamp' } } } as const;

const timestamp = { $type: 'timestamp' } as const;
/** The same for updates that bring somebody in, or end a membership. */
const announcedComing = { ...announced, $currentDate: { changedAt: timestamp, cameAt: timestamp } } as const;
const announcedEnd = { ...announced, $currentDate: { changedAt: timestamp, endedAt: timestamp } } as const;

interface NewMember {
  readonly conversationId: Types.ObjectId;
  readonly userId: Types.ObjectId;
  readonly role: MemberRole;
  readonly joinedAt: Date;
  /** The conversation's lastSeq of now: what was said before is history, not unread. */
  readonly lastSeq: number;
  readonly inviteClaim?: string;
}

function newMemberRecord({ conversationId, userId, role, joinedAt, lastSeq, inviteClaim }: NewMember): Member {
  return {
    _id: memberId(conversationId, userId),
    conversationId,
    userId,
    role,
    joinedAt,
    leftAt: null,
    // The server puts its own time in the place of Timestamp(0, 0).
    cameAt: new mongo.Timestamp({ t: 0, i: 0 }),
    endedAt: null,
    lastReadSeq: lastSeq,
    lastReadAt: null,
    lastDeliveredSeq: lastSeq,
    lastSentSeq: 0,
    notify: 'ALL',
    mutedUntil: null,
    archived: false,
    markedUnread: false,
    ...(inviteClaim !== undefined && { inviteClaim }),
    revision: 1,
    changedAt: new mongo.Timestamp({ t: 0, i: 0 }),
  };
}

/** Writes records that are not there yet; one that exists, present or ended, stays as it is. Answers with the user ids that were really new. */
export async function insertMissingMembers(members: readonly NewMember[]): Promise<Types.ObjectId[]> {
  if (members.length === 0) return [];
  const refused = new Set<number>();
  try {
    const inserts = members.map((member) => ({ insertOne: { document: newMemberRecord(member) } }));
    await writeInBulk(() => MemberModel.bulkWrite(inserts, { ordered: false }));
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const writeErrors = [error.writeErrors].flat();
    if (writeErrors.length === 0 || writeErrors.some((writeError) => writeError.code !== 11000)) throw error;
    for (const writeError of writeErrors) refused.add(writeError.index);
  }
  return members.filter((_, index) => !refused.has(index)).map((member) => member.userId);
}

/**
 * Brings an ended membership back as a plain MEMBER. False where it was present already, or never was, or is banned, or the record is not
 * of that `revision` any more.
 */
export async function reviveMember({
  conversationId,
  userId,
  joinedAt,
  lastSeq,
  inviteClaim,
  revision,
}: Omit<NewMember, 'role'> & { readonly revision?: number }): Promise<boolean> {
  const coming = { leftAt: null, joinedAt, role: 'MEMBER', lastReadSeq: lastSeq, lastDeliveredSeq: lastSeq, markedUnread: false };
  const { modifiedCount } = await MemberModel.updateOne(
    {
      _id: memberId(conversationId, userId),
      leftAt: { $ne: null },
      bannedAt: null,
      ...(revision !== undefined && { revision }),
    },
    {
      $set: { ...coming, ...(inviteClaim !== undefined && { inviteClaim }) },
      // A mark that stayed would be no change of the next end, and so would not tell of it.
      $unset: { endedWithAccount: 1, ...(inviteClaim === undefined && { inviteClaim: 1 }) },
      ...announcedComing,
    },
  );
  return modifiedCount === 1;
}

/**
 * Ends a membership; the record stays as a tombstone, without a place among the pinned ones. With `bannedBy` it is banned in the same write: nothing
 * comes between the two. `withAccount`: because the account was deleted. False where it had ended, or its role is not what the caller judged by.
 */
export async function endMembership(
  member: Pick<Member, '_id' | 'role'>,
  { bannedBy = null, withAccount = false }: { readonly bannedBy?: Types.ObjectId | null; readonly withAccount?: boolean } = {},
): Promise<boolean> {
  const { modifiedCount } = await MemberModel.updateOne(
    { _id: member._id, leftAt: null, role: member.role },
    {
      $set: {
        leftAt: new Date(),
        ...(bannedBy && { bannedAt: new Date(), bannedBy }),
        ...(withAccount && { endedWithAccount: true }),
      },
      $unset: { pin: 1 },
      ...announcedEnd,
    },
  );
  return modifiedCount === 1;
}

/** Bans who has left already. False where that one has come back, or is banned. */
export async function banFormerMember({ _id }: Pick<Member, '_id'>, bannedBy: Types.ObjectId): Promise<boolean> {
  const { modifiedCount } = await MemberModel.updateOne(
    { _id, leftAt: { $ne: null }, bannedAt: null },
    { $set: { bannedAt: new Date(), bannedBy }, ...announced },
  );
  return modifiedCount === 1;
}

/** False where that one was not banned. */
export async function liftBan({ _id }: Pick<Member, '_id'>): Promise<boolean> {
  const { modifiedCount } = await MemberModel.updateOne(
    { _id, bannedAt: { $ne: null } },
    { $unset: { bannedAt: 1, bannedBy: 1 }, ...announced },
  );
  return modifiedCount === 1;
}

const endsPerCommand = 500;

/** Ends all memberships of a conversation that is deleted, until none is left. Nobody is told of the others' ends, only of the own. */
export async function endMembershipsOf(conversationId: Types.ObjectId, signal?: AbortSignal): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const present = await MemberModel.find({ conversationId, leftAt: null }, { _id: 1 })
      .limit(endsPerCommand)
      .lean<Pick<Member, '_id'>[]>();
    if (present.length === 0) return;
    await MemberModel.updateMany(
      { _id: { $in: present.map(({ _id }) => _id) }, leftAt: null },
      { $set: { leftAt: new Date(), endedWithGroup: true }, $unset: { pin: 1 }, ...announcedEnd },
    );
  }
}

/** False where the membership ended, or its role is not what the caller judged by. */
export async function changeRole(member: Pick<Member, '_id' | 'role'>, role: MemberRole): Promise<boolean> {
  const { modifiedCount } = await MemberModel.updateOne(
    { _id: member._id, leftAt: null, role: member.role },
    { $set: { role }, ...announced },
  );
  return modifiedCount === 1;
}

/** Undoes what took an OWNER away: the same person is present, and OWNER, again. */
export async function restoreOwner(member: Pick<Member, '_id'>): Promise<void> {
  await MemberModel.updateOne(
    { _id: member._id },
    { $set: { leftAt: null, role: 'OWNER' }, $unset: { bannedAt: 1, bannedBy: 1 }, ...announcedComing },
  );
}
