import type { Types } from 'mongoose';
import { writeInBulk } from './bulk.actions.js';
import { ConversationModel } from './conversation.model.js';
import { memberCollection, MemberModel, memberId, type Member } from './member.model.js';

const announced = { $inc: { revision: 1 }, $currentDate: { changedAt: { $type: 'timestamp' } } } as const;

export interface Hint {
  readonly conversationId: Types.ObjectId;
  /** Of a message that is committed: a hint is never ahead of the messages. */
  readonly seq: number;
  readonly at: Date;
}

/** Raises the hints that lists sort by. They announce nothing, so neither revision nor changedAt moves. */
export async function raiseHints(hints: readonly Hint[]): Promise<void> {
  if (hints.length === 0) return;
  // As the driver takes it: what Mongoose would cast and check for each of thousands a second is known here.
  const updates = hints.map(({ conversationId, seq, at }) => ({
    updateOne: { filter: { _id: conversationId }, update: { $max: { lastSeq: seq, lastActivityAt: at } } },
  }));
  await writeInBulk(() => ConversationModel.collection.bulkWrite(updates, { ordered: false }));
}

export interface AuthorMark {
  readonly conversationId: Types.ObjectId;
  readonly userId: Types.ObjectId;
  readonly seq: number;
  readonly at: Date;
}

/**
 * Who sent a message has read up to it; lastSentSeq tells that the mark moved for this reason. Marks that are there already stay as they are, so that
 * a repeated send announces nothing.
 */
export async function moveAuthorMarks(marks: readonly AuthorMark[]): Promise<void> {
  if (marks.length === 0) return;
  const updates = marks.map(({ conversationId, userId, seq, at }) => ({
    updateOne: {
      filter: { _id: memberId(conversationId, userId), leftAt: null, lastReadSeq: { $lt: seq } },
      update: {
        $max: { lastReadSeq: seq, lastDeliveredSeq: seq, lastSentSeq: seq },
        $set: { lastReadAt: at, markedUnread: false },
        ...announced,
      },
    },
  }));
  await writeInBulk(() => memberCollection().bulkWrite(updates, { ordered: false }));
}

/**
 * Read up to `seq`, which the caller has cut to the true lastSeq. The condition and $max are one atomic step, so the mark never
 * moves back, whatever else happens meanwhile. Answers with the membership as it is then; null when it has ended.
 */
export async function moveReadMark(member: Member, seq: number): Promise<Member | null> {
  // $max takes the reminder's case along, where nothing but markedUnread changes.
  const moved = member.markedUnread ? {} : { lastReadSeq: { $lt: seq } };
  const updated = await MemberModel.findOneAndUpdate(
    { _id: member._id, leftAt: null, ...moved },
    { $max: { lastReadSeq: seq, lastDeliveredSeq: seq }, $set: { lastReadAt: new Date(), markedUnread: false }, ...announced },
    { returnDocument: 'after' },
  ).lean<Member>();
  return updated ?? MemberModel.findOne({ _id: member._id, leftAt: null }).lean<Member>();
}

/** Reached a device up to `seq`, which the caller has cut to the true lastSeq. Never moves back. */
export async function moveDeliveredMark(member: Member, seq: number): Promise<void> {
  await MemberModel.updateOne(
    { _id: member._id, leftAt: null, lastDeliveredSeq: { $lt: seq } },
    { $max: { lastDeliveredSeq: seq }, ...announced },
  );
}
