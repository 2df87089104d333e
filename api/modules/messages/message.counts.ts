import type { Types } from 'mongoose';
import type { Member } from '../conversations/member.model.js';
import { MessageModel } from './message.model.js';

/** unreadCount is exact up to here, and means "that many or more" at it (schema: ViewerState). */
export const unreadLimit = 1000;

/** How many seqs one pass looks at: all that is unread, unless more than half of it are notices and deleted messages. */
const window = 2 * unreadLimit;

/** What to count: the messages up to `toSeq`, which the answer tells of as well. */
export interface Unread {
  readonly member: Member;
  readonly toSeq: number;
}

interface Count {
  readonly _id: Types.ObjectId;
  readonly count: number;
}

/**
 * TEXT messages by others, not deleted, after each member's lastReadSeq, up to toSeq. One command for all memberships of one person;
 * another one only for those where a whole window of messages held too few that count.
 */
export async function countUnread(wanted: readonly Unread[]): Promise<number[]> {
  const byUser = new Map<string, Unread[]>();
  for (const unread of wanted) {
    const userId = String(unread.member.userId);
    byUser.set(userId, [...(byUser.get(userId) ?? []), unread]);
  }
  const counts = new Map<Member, number>();
  await Promise.all([...byUser.values()].map((ofUser) => countForUser(ofUser, counts)));
  return wanted.map(({ member }) => counts.get(member) ?? 0);
}

async function countForUser(wanted: readonly Unread[], counts: Map<Member, number>): Promise<void> {
  let open = wanted.map(({ member, toSeq }) => ({ member, toSeq, from: member.lastReadSeq, count: 0 }));
  while (open.length > 0) {
    const found = await countWindows(open);
    const byConversation = new Map(found.map(({ _id, count }) => [String(_id), count]));
    open = open.flatMap(({ member, toSeq, from, count }) => {
      const total = count + (byConversation.get(String(member.conversationId)) ?? 0);
      counts.set(member, Math.min(total, unreadLimit));
      return from + window < toSeq && total < unreadLimit ? [{ member, toSeq, from: from + window, count: total }] : [];
    });
  }
}

/** Each branch is one bounded range of the index (conversationId, seq). */
function countWindows(places: readonly (Unread & { readonly from: number })[]): Promise<Count[]> {
  const branches = places.map(({ member, toSeq, from }) => ({
    conversationId: member.conversationId,
    seq: { $gt: from, $lte: Math.min(from + window, toSeq) },
    kind: 'TEXT',
    deletedAt: null,
    authorId: { $ne: member.userId },
  }));
  return MessageModel.aggregate<Count>([{ $match: { $or: branches } }, { $group: { _id: '$conversationId', count: { $sum: 1 } } }]);
}
