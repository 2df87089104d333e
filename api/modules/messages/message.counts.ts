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

/** How to count in one window of each of some memberships of one person. */
type CountWindows = (places: readonly Window[]) => Promise<Count[]>;

interface Window {
  readonly member: Member;
  /** After the first seq, up to the other. */
  readonly from: number;
  readonly to: number;
}

/**
 * TEXT messages by others, not deleted, after each member's lastReadSeq, up to toSeq. One command for all memberships of one person;
 * another one only for those where a whole window of messages held too few that count.
 */
export const countUnread = (wanted: readonly Unread[]): Promise<number[]> => countForUsers(wanted, countTexts, () => window);

/** Those of them that mention the member, or everyone. They are few and have their own indexes: each window is wider than the one before. */
export const countUnreadMentions = (wanted: readonly Unread[]): Promise<number[]> =>
  countForUsers(wanted, countMentions, (pass) => window * 8 ** pass);

async function countForUsers(wanted: readonly Unread[], count: CountWindows, sizeOf: (pass: number) => number): Promise<number[]> {
  const byUser = new Map<string, Unread[]>();
  for (const unread of wanted) {
    const userId = String(unread.member.userId);
    byUser.set(userId, [...(byUser.get(userId) ?? []), unread]);
  }
  const counts = new Map<Member, number>();
  await Promise.all([...byUser.values()].map((ofUser) => countForUser(ofUser, counts, count, sizeOf)));
  return wanted.map(({ member }) => counts.get(member) ?? 0);
}

async function countForUser(
  wanted: readonly Unread[],
  counts: Map<Member, number>,
  count: CountWindows,
  sizeOf: (pass: number) => number,
): Promise<void> {
  let open = wanted.map(({ member, toSeq }) => ({ member, toSeq, from: member.lastReadSeq, total: 0 }));
  for (let pass = 0; open.length > 0; pass += 1) {
    const size = sizeOf(pass);
    const found = await count(open.map(({ member, toSeq, from }) => ({ member, from, to: Math.min(from + size, toSeq) })));
    const byConversation = new Map(found.map((each) => [String(each._id), each.count]));
    open = open.flatMap(({ member, toSeq, from, total: before }) => {
      const total = before + (byConversation.get(String(member.conversationId)) ?? 0);
      counts.set(member, Math.min(total, unreadLimit));
      return from + size < toSeq && total < unreadLimit ? [{ member, toSeq, from: from + size, total }] : [];
    });
  }
}

const unreadIn = ({ member, from, to }: Window) => ({
  conversationId: member.conversationId,
  seq: { $gt: from, $lte: to },
  kind: 'TEXT',
  deletedAt: null,
  authorId: { $ne: member.userId },
});

/** Each branch is one bounded range of the index (conversationId, seq). */
const countTexts: CountWindows = (places) => countBranches(places.map(unreadIn));

/** Each branch is one bounded range of an index of mentions; what is in two of them counts once. */
const countMentions: CountWindows = (places) =>
  countBranches(
    places.flatMap((place) => [
      { ...unreadIn(place), mentionIds: place.member.userId },
      { ...unreadIn(place), mentionsEveryone: true },
    ]),
  );

const countBranches = (branches: readonly object[]): Promise<Count[]> =>
  MessageModel.aggregate<Count>([{ $match: { $or: [...branches] } }, { $group: { _id: '$conversationId', count: { $sum: 1 } } }]);
