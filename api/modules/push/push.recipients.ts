import { Types } from 'mongoose';
import { SessionModel, type Session } from '../auth/session.model.js';
import { ConversationModel, type Conversation } from '../conversations/conversation.model.js';
import { memberId, MemberModel, type Member } from '../conversations/member.model.js';
import { MessageModel, type Message } from '../messages/message.model.js';
import { findBlockers } from '../users/block.access.js';
import { withoutSecrets } from '../users/user.access.js';
import { UserModel, type User } from '../users/user.model.js';
import type { PushCandidate } from './push.candidates.js';
import { PushSubscriptionModel, type PushSubscription } from './push.model.js';
import { buildPayload, type PushPayload } from './push.payload.js';

/** One browser to be told of one message. */
export interface PushDelivery {
  readonly subscription: PushSubscription;
  readonly payload: PushPayload;
}

/** Of those people, the sessions that are at their devices now. */
export type FindActiveSessions = (userIds: readonly string[]) => Promise<ReadonlySet<string>>;

interface Candidate {
  readonly message: Message;
  readonly userId: string;
}

/** Which browsers of those people are to be told of those messages, as all of it is now. They are looked up together: it is for some hundreds. */
export async function findDeliveries(
  candidates: readonly PushCandidate[],
  findActiveSessions: FindActiveSessions,
): Promise<PushDelivery[]> {
  const texts = await findTexts(candidates);
  const willing = await refuseUnwilling(
    candidates.flatMap(({ messageId, userId }) => {
      const message = texts.get(messageId);
      return message ? [{ message, userId }] : [];
    }),
  );
  if (willing.length === 0) return [];
  const userIds = [...new Set(willing.map(({ userId }) => userId))];
  const messages = [...new Set(willing.map(({ message }) => message))];
  const [subscriptions, active, authors, conversations] = await Promise.all([
    findSubscriptions(userIds),
    findActiveSessions(userIds),
    findAuthors(messages),
    findConversations(messages),
  ]);
  return willing.flatMap(({ message, userId }) => {
    const conversation = conversations.get(message.conversationId.toHexString());
    const author = message.authorId && authors.get(message.authorId.toHexString());
    if (!conversation || !author) return [];
    const payload = buildPayload(message, conversation, author.displayName);
    const devices = (subscriptions.get(userId) ?? []).filter(({ sessionId }) => !active.has(sessionId.toHexString()));
    return devices.map((subscription) => ({ subscription, payload }));
  });
}

/** The same as it is now. Null where that browser is not to be told any more: its session is over, it is another's, the message is deleted or read, … */
export async function findAgain(
  { subscription, payload }: PushDelivery,
  findActiveSessions: FindActiveSessions,
): Promise<PushDelivery | null> {
  const { _id, userId, sessionId } = subscription;
  const found = await findDeliveries([{ messageId: payload.messageId, userId: userId.toHexString() }], findActiveSessions);
  return found.find((now) => now.subscription._id === _id && now.subscription.sessionId.equals(sessionId)) ?? null;
}

/** By id, as they are now: TEXT, and not deleted meanwhile. */
async function findTexts(candidates: readonly PushCandidate[]): Promise<ReadonlyMap<string, Message>> {
  const ids = [...new Set(candidates.map(({ messageId }) => messageId))].map((id) => new Types.ObjectId(id));
  const texts = await MessageModel.find({ _id: { $in: ids }, kind: 'TEXT', deletedAt: null }).lean<Message[]>();
  return new Map(texts.map((message) => [message._id.toHexString(), message]));
}

/** Without those who want no notification of it, have read it, are no members any more, or have blocked its author. */
async function refuseUnwilling(candidates: readonly Candidate[]): Promise<Candidate[]> {
  const keyOf = ({ message, userId }: Candidate) => memberId(message.conversationId, userId);
  const members = await MemberModel.find({ _id: { $in: [...new Set(candidates.map(keyOf))] }, leftAt: null }).lean<Member[]>();
  const byId = new Map(members.map((member) => [member._id, member]));
  const now = new Date();
  const wanting = candidates.filter((candidate) => {
    const member = byId.get(keyOf(candidate));
    return member !== undefined && wantsNotification(member, candidate.message, now);
  });
  const isBlocker = await findBlockers(wanting.map(({ message, userId }) => ({ blockerId: userId, blockedId: String(message.authorId) })));
  return wanting.filter((_, index) => !isBlocker[index]);
}

/** Whether that member wants to be told of it, and does not know it yet. What is in the archive is out of sight. */
export function wantsNotification(member: Member, message: Message, now: Date): boolean {
  if (String(member.userId) === String(message.authorId) || member.lastReadSeq >= message.seq) return false;
  if (member.archived || (member.mutedUntil && member.mutedUntil > now)) return false;
  return member.notify === 'ALL' || (member.notify === 'MENTIONS' && isMentioned(member.userId, message));
}

function isMentioned(userId: Types.ObjectId, { mentionIds, mentionsEveryone }: Message): boolean {
  return mentionsEveryone === true || (mentionIds?.some((id) => id.equals(userId)) ?? false);
}

/** By user id, of sessions that go on; the others are taken away. */
async function findSubscriptions(userIds: readonly string[]): Promise<ReadonlyMap<string, PushSubscription[]>> {
  const stored = await PushSubscriptionModel.find({ userId: { $in: userIds.map((id) => new Types.ObjectId(id)) } }).lean<
    PushSubscription[]
  >();
  const sessionIds = [...new Map(stored.map(({ sessionId }) => [sessionId.toHexString(), sessionId])).values()];
  const live = { _id: { $in: sessionIds }, endedAt: null, expiresAt: { $gt: new Date() } };
  const sessions = await SessionModel.find(live, { _id: 1 }).lean<Pick<Session, '_id'>[]>();
  const liveIds = new Set(sessions.map(({ _id }) => _id.toHexString()));
  const isOver = ({ sessionId }: PushSubscription) => !liveIds.has(sessionId.toHexString());
  const over = stored.filter(isOver);
  if (over.length > 0) await PushSubscriptionModel.deleteMany({ $or: over.map(({ _id, sessionId }) => ({ _id, sessionId })) });
  const byUser = new Map<string, PushSubscription[]>(userIds.map((id) => [id, []]));
  for (const subscription of stored) if (!isOver(subscription)) byUser.get(subscription.userId.toHexString())?.push(subscription);
  return byUser;
}

async function findAuthors(messages: readonly Message[]): Promise<ReadonlyMap<string, User>> {
  const ids = messages.flatMap(({ authorId }) => authorId ?? []);
  const authors = await UserModel.find({ _id: { $in: ids } }, withoutSecrets).lean<User[]>();
  return new Map(authors.map((author) => [author._id.toHexString(), author]));
}

async function findConversations(messages: readonly Message[]): Promise<ReadonlyMap<string, Conversation>> {
  const conversations = await ConversationModel.find({ _id: { $in: messages.map(({ conversationId }) => conversationId) } }).lean<
    Conversation[]
  >();
  return new Map(conversations.map((conversation) => [conversation._id.toHexString(), conversation]));
}
