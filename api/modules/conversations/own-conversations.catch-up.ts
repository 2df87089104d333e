import { mongo, Types, type QueryFilter } from 'mongoose';
import type { CatchUpItem, CatchUpPage, CatchUpQuery } from '../../live/catch-up.js';
import type { CatchUpPlace } from '../../live/cursor.js';
import { MemberModel, memberId, type Member } from './member.model.js';

/** A conversation that the viewer is in, and from when on its changes are news to them: since the cursor, or since they came in. */
export interface OwnConversation {
  readonly conversationId: Types.ObjectId;
  readonly since: mongo.Timestamp;
}

/** What is read of one conversation. */
export interface OwnConversationReader {
  /** The first of these conversations, in their order, in which something changed; null where nothing did. */
  findNext(conversationIds: readonly Types.ObjectId[], since: mongo.Timestamp): Promise<Types.ObjectId | null>;
  /** At most `limit` items, in the order of their places, behind `after`, and whether the conversation has no more. */
  read(conversation: OwnConversation, after: string, limit: number): Promise<{ items: readonly CatchUpItem[]; isLast: boolean }>;
}

const conversationsPerPage = 100;

/** The half of a place that names the record within a conversation: before all of them, and behind all of them. */
export const beforeAll = '0'.repeat(24);
export const behindAll = 'f'.repeat(24);

export const timestampOf = ({ seconds, increment }: CatchUpQuery['since']) => new mongo.Timestamp({ t: seconds, i: increment });
export const dateOf = (changedAt: Member['changedAt']) => new Date(changedAt.t * 1000);

/** One page of what a reader finds in the viewer's conversations, in the order of their ids. */
export async function pageOwnConversations(query: CatchUpQuery, reader: OwnConversationReader): Promise<CatchUpPage> {
  const own = await findOwnConversations(query);
  const last = own.at(-1);
  const items: CatchUpItem[] = [];
  let told = 0;
  let next: CatchUpPlace | null = last && own.length === conversationsPerPage ? placeIn(last, behindAll) : null;
  for (let rest = own; rest.length > 0;) {
    const found = await reader.findNext(
      rest.map(({ conversationId }) => conversationId),
      timestampOf(query.since),
    );
    rest = found ? rest.slice(rest.findIndex(({ conversationId }) => conversationId.equals(found))) : [];
    const [conversation] = rest;
    if (!conversation) break;
    const after = conversation.conversationId.toHexString() === query.after.first ? query.after.second : beforeAll;
    const read = await reader.read(conversation, after, query.limit - told);
    items.push(...read.items);
    told += read.items.reduce((sum, { announcements }) => sum + announcements.length, 0);
    if (told >= query.limit || !read.isLast) {
      next = read.isLast ? placeIn(conversation, behindAll) : (read.items.at(-1)?.place ?? placeIn(conversation, after));
      break;
    }
    rest = rest.slice(1);
  }
  return { items: await withoutLeft(query.userId, items), next };
}

const placeIn = ({ conversationId }: OwnConversation, second: string): CatchUpPlace => ({ first: conversationId.toHexString(), second });

/** Those that the viewer is in, from the place on, which may be in the middle of one. */
async function findOwnConversations({ userId, conversationId, since, head, after }: CatchUpQuery): Promise<OwnConversation[]> {
  const from = new Types.ObjectId(after.first);
  const filter: QueryFilter<Member> = {
    userId: new Types.ObjectId(userId),
    leftAt: null,
    // Where the viewer came in after the head, the stream that follows tells of it; before that nothing there is for them.
    cameAt: { $not: { $gt: timestampOf(head) } },
    conversationId: {
      ...(after.second === behindAll ? { $gt: from } : { $gte: from }),
      ...(conversationId !== null && { $eq: new Types.ObjectId(conversationId) }),
    },
  };
  const records = await MemberModel.find(filter, { conversationId: 1, cameAt: 1 })
    .sort({ conversationId: 1 })
    .limit(conversationsPerPage)
    .lean<Pick<Member, 'conversationId' | 'cameAt'>[]>();
  const sinceCursor = timestampOf(since);
  return records.map((record) => ({
    conversationId: record.conversationId,
    since: record.cameAt?.greaterThan(sinceCursor) ? record.cameAt : sinceCursor,
  }));
}

/**
 * Asked after everything was read: what was written in a conversation after the viewer's removal can only have been read together
 * with the removal.
 */
async function withoutLeft(userId: string, items: readonly CatchUpItem[]): Promise<CatchUpItem[]> {
  const ids = [...new Set(items.map(({ place }) => memberId(place.first, userId)))];
  const present = await MemberModel.find({ _id: { $in: ids }, leftAt: null }, { _id: 1 }).lean<Pick<Member, '_id'>[]>();
  const presentIds = new Set(present.map(({ _id }) => _id));
  return items.filter(({ place }) => presentIds.has(memberId(place.first, userId)));
}
