import DataLoader from 'dataloader';
import type { Types } from 'mongoose';
import { notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { clearMade } from '../../graphql/on-demand.js';
import { loadBannedUserIds } from './ban.queries.js';
import { ConversationModel, type Conversation } from './conversation.model.js';
import type { Invite } from './invite.model.js';
import { loadOpenInvites } from './invite.queries.js';
import { MemberModel, memberId, type Member } from './member.model.js';
import { settleSends } from './send-marks.js';

export interface OthersMarks {
  readonly readSeq: number;
  readonly deliveredSeq: number;
}

/**
 * Every loader costs one database command a batch, however many keys there are. Those that read marks write first what messages have left to be
 * written, also for the events that are executed: who is shown the marks after a message is not told again that its author has read it.
 */
export interface ConversationLoaders {
  /** By id, whoever may see it: check access first. */
  readonly conversation: DataLoader<string, Conversation | null>;
  /** By memberId(); an ended membership comes too, with `leftAt`. */
  readonly member: DataLoader<string, Member | null>;
  /** Present members, by conversation id. */
  readonly memberCount: DataLoader<string, number>;
  /** By `conversationId:userId`: the least marks among the other present members; 0 where there is nobody else. */
  readonly othersMarks: DataLoader<string, OthersMarks>;
  /** The first `size` present members of a conversation, by joinedAt. */
  readonly firstMembers: DataLoader<{ readonly conversationId: string; readonly size: number }, Member[], string>;
  /** By conversation id, whoever may see them: check the role first. The newest first. */
  readonly openInvites: DataLoader<string, Invite[]>;
  /** The same; a command for each. */
  readonly bannedUserIds: DataLoader<string, string[]>;
}

export const conversationLoaders = {
  conversation: () => new DataLoader(loadConversations),
  member: () => new DataLoader(loadMembers),
  memberCount: () => new DataLoader(countMembers),
  othersMarks: () => new DataLoader(loadOthersMarks),
  firstMembers: () =>
    new DataLoader(loadFirstMembers, {
      cacheKeyFn: ({ conversationId, size }: { readonly conversationId: string; readonly size: number }) => `${conversationId}:${size}`,
    }),
  openInvites: () => new DataLoader(loadOpenInvites),
  bannedUserIds: () => new DataLoader(loadBannedUserIds),
};

/** The membership of that person, present, or null. */
export async function loadPresentMember(
  loaders: ConversationLoaders,
  conversationId: Types.ObjectId | string,
  userId: string,
): Promise<Member | null> {
  const member = await loaders.member.load(memberId(conversationId, userId));
  return member && !member.leftAt ? member : null;
}

/**
 * The viewer's own membership, also one that has ended: an event may be delivered by a process whose feed has not come to the end yet, and a
 * conversation be left between the access check and its fields. The end is told by ConversationRemoved; an error here would break the stream.
 */
export async function loadOwnMember(
  loaders: ConversationLoaders,
  conversationId: Types.ObjectId | string,
  viewerId: string,
): Promise<Member> {
  const member = await loaders.member.load(memberId(conversationId, viewerId));
  if (!member) throw notFound('conversation');
  return member;
}

/** For mutations: what was loaded before the write must not answer fields after it. */
export function clearConversationLoaders(loaders: ConversationLoaders): void {
  clearMade(loaders, conversationLoaders);
}

const objectIds = (ids: Iterable<string>): Types.ObjectId[] => [...new Set(ids)].map((id) => parseId(id)).filter((id) => id !== null);

async function loadConversations(ids: readonly string[]): Promise<(Conversation | null)[]> {
  const conversations = await ConversationModel.find({ _id: { $in: objectIds(ids) } }).lean<Conversation[]>();
  const byId = new Map(conversations.map((conversation) => [conversation._id.toHexString(), conversation]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function loadMembers(ids: readonly string[]): Promise<(Member | null)[]> {
  await settleSends();
  const members = await MemberModel.find({ _id: { $in: [...ids] } }).lean<Member[]>();
  const byId = new Map(members.map((member) => [member._id, member]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function countMembers(conversationIds: readonly string[]): Promise<number[]> {
  const counts = await MemberModel.aggregate<{ _id: Types.ObjectId; count: number }>([
    { $match: { conversationId: { $in: objectIds(conversationIds) }, leftAt: null } },
    { $group: { _id: '$conversationId', count: { $sum: 1 } } },
  ]);
  const byId = new Map(counts.map(({ _id, count }) => [_id.toHexString(), count]));
  return conversationIds.map((id) => byId.get(id) ?? 0);
}

async function loadOthersMarks(keys: readonly string[]): Promise<OthersMarks[]> {
  await settleSends();
  const conversationsByUser = new Map<string, string[]>();
  for (const key of keys) {
    const [conversationId = '', userId = ''] = key.split(':');
    conversationsByUser.set(userId, [...(conversationsByUser.get(userId) ?? []), conversationId]);
  }
  const found = new Map<string, OthersMarks>();
  // One user, the viewer, in practice; several only where several viewers share one set of loaders.
  await Promise.all(
    [...conversationsByUser].map(async ([userId, conversationIds]) => {
      const marks = await MemberModel.aggregate<OthersMarks & { _id: Types.ObjectId }>([
        { $match: { conversationId: { $in: objectIds(conversationIds) }, leftAt: null, userId: { $ne: parseId(userId) } } },
        { $group: { _id: '$conversationId', readSeq: { $min: '$lastReadSeq' }, deliveredSeq: { $min: '$lastDeliveredSeq' } } },
      ]);
      for (const { _id, readSeq, deliveredSeq } of marks) found.set(memberId(_id, userId), { readSeq, deliveredSeq });
    }),
  );
  return keys.map((key) => found.get(key) ?? { readSeq: 0, deliveredSeq: 0 });
}

async function loadFirstMembers(keys: readonly { readonly conversationId: string; readonly size: number }[]): Promise<Member[][]> {
  await settleSends();
  const [only] = keys;
  const size = Math.max(...keys.map((key) => key.size));
  // One conversation, as a screen of members asks: the index gives the page in its order, nothing else is read.
  if (only && keys.length === 1) {
    const members = await MemberModel.find({ conversationId: parseId(only.conversationId), leftAt: null })
      .sort({ joinedAt: 1, userId: 1 })
      .limit(size)
      .lean<Member[]>();
    return [members];
  }
  const groups = await MemberModel.aggregate<{ _id: Types.ObjectId; members: Member[] }>([
    { $match: { conversationId: { $in: objectIds(keys.map((key) => key.conversationId)) }, leftAt: null } },
    { $sort: { conversationId: 1, joinedAt: 1, userId: 1 } },
    { $group: { _id: '$conversationId', members: { $push: '$$ROOT' } } },
    { $project: { members: { $slice: ['$members', size] } } },
  ]);
  const byId = new Map(groups.map(({ _id, members }) => [_id.toHexString(), members]));
  return keys.map((key) => (byId.get(key.conversationId) ?? []).slice(0, key.size));
}
