import type { Types } from 'mongoose';
import type { Member } from '../conversations/member.model.js';
import { MessageModel } from './message.model.js';

/** unreadCount is exact up to here, and means "that many or more" at it (schema: ViewerState). */
export const unreadLimit = 1000;

/** How many seqs one pass looks at: all that is unread, unless more than half of it are notices and deleted messages. */
const window = 2 * unreadLimit;

interface Count {
  readonly _id: Types.ObjectId;
  readonly count: number;
  readonly newestSeq: number;
}

/**
 * TEXT messages by others, not deleted, after each member's lastReadSeq. One command for all memberships of one person;
 * another one only for those where a whole window of messages held too few that count.
 */
export async function countUnread(members: readonly Member[]): Promise<number[]> {
  const byUser = new Map<string, Member[]>();
  for (const member of members) byUser.set(String(member.userId), [...(byUser.get(String(member.userId)) ?? []), member]);
  const counts = new Map<Member, number>();
  await Promise.all([...byUser.values()].map((ofUser) => countForUser(ofUser, counts)));
  return members.map((member) => counts.get(member) ?? 0);
}

async function countForUser(members: readonly Member[], counts: Map<Member, number>): Promise<void> {
  let open = members.map((member) => ({ member, from: member.lastReadSeq, count: 0 }));
  while (open.length > 0) {
    const found = await countWindows(open);
    const byConversation = new Map(found.map((count) => [String(count._id), count]));
    open = open.flatMap(({ member, from, count }) => {
      const next = byConversation.get(String(member.conversationId));
      const beyond = from + window + 1;
      const hasBeyond = next !== undefined && next.newestSeq === beyond;
      const total = count + (next ? next.count - (hasBeyond ? 1 : 0) : 0);
      counts.set(member, Math.min(total, unreadLimit));
      return hasBeyond && total < unreadLimit ? [{ member, from: from + window, count: total }] : [];
    });
  }
}

/** Each branch is one bounded range of the index (conversationId, seq). The message just beyond the window is matched too, whatever it is: it tells that there is more. */
function countWindows(places: readonly { member: Member; from: number }[]): Promise<Count[]> {
  const branches = places.flatMap(({ member, from }) => [
    {
      conversationId: member.conversationId,
      seq: { $gt: from, $lte: from + window },
      kind: 'TEXT',
      deletedAt: null,
      authorId: { $ne: member.userId },
    },
    { conversationId: member.conversationId, seq: from + window + 1 },
  ]);
  return MessageModel.aggregate<Count>([
    { $match: { $or: branches } },
    { $group: { _id: '$conversationId', count: { $sum: 1 }, newestSeq: { $max: '$seq' } } },
  ]);
}
