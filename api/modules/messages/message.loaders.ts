import DataLoader from 'dataloader';
import { Types } from 'mongoose';
import { parseId } from '../../graphql/ids.js';
import { clearMade } from '../../graphql/on-demand.js';
import type { Conversation } from '../conversations/conversation.model.js';
import { byPinTime } from '../conversations/pin-slots.js';
import { countUnread, countUnreadMentions, type Unread } from './message.counts.js';
import { MessageModel, type Message } from './message.model.js';

/** Every loader costs one database command a batch. */
export interface MessageLoaders {
  /** By id, whoever may see it: check access first. */
  readonly message: DataLoader<string, Message | null>;
  /** The newest message of a conversation, null before the first: where lastSeq, lastMessage and lastActivityAt come from. */
  readonly newestMessage: DataLoader<Conversation, Message | null, string>;
  /** By conversation id: its pinned messages, newest pin first. */
  readonly pinnedMessages: DataLoader<string, Message[]>;
  /** What the member has not read, up to 1,000. Above 100 memberships, a command for each 100. */
  readonly unreadCount: DataLoader<Unread, number, string>;
  /** What of it mentions the member. */
  readonly unreadMentions: DataLoader<Unread, number, string>;
}

const unreadKey = ({ member, toSeq }: Unread) => `${member._id}:${member.lastReadSeq}:${toSeq}`;

export const messageLoaders = {
  message: () => new DataLoader(loadMessages),
  newestMessage: () =>
    new DataLoader(loadNewestMessages, { cacheKeyFn: (conversation: Conversation) => conversation._id.toHexString(), maxBatchSize: 100 }),
  pinnedMessages: () => new DataLoader(loadPinnedMessages, { maxBatchSize: 100 }),
  unreadCount: () => new DataLoader(countUnread, { cacheKeyFn: unreadKey, maxBatchSize: 100 }),
  unreadMentions: () => new DataLoader(countUnreadMentions, { cacheKeyFn: unreadKey, maxBatchSize: 100 }),
};

/** For mutations: what was loaded before the write must not answer fields after it. */
export function clearMessageLoaders(loaders: MessageLoaders): void {
  clearMade(loaders, messageLoaders);
}

async function loadMessages(ids: readonly string[]): Promise<(Message | null)[]> {
  const known = ids.map((id) => parseId(id)).filter((id): id is Types.ObjectId => id !== null);
  const messages = await MessageModel.find({ _id: { $in: known } }).lean<Message[]>();
  const byId = new Map(messages.map((message) => [message._id.toHexString(), message]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** The stored lastSeq is a hint that is never ahead: everything from it on holds the newest, and is next to nothing. */
async function loadNewestMessages(conversations: readonly Conversation[]): Promise<(Message | null)[]> {
  const messages = await MessageModel.find({
    $or: conversations.map((conversation) => ({ conversationId: conversation._id, seq: { $gte: conversation.lastSeq } })),
  }).lean<Message[]>();
  const newest = new Map<string, Message>();
  for (const message of messages) {
    const conversationId = message.conversationId.toHexString();
    const known = newest.get(conversationId);
    if (!known || known.seq < message.seq) newest.set(conversationId, message);
  }
  return conversations.map((conversation) => newest.get(conversation._id.toHexString()) ?? null);
}

async function loadPinnedMessages(conversationIds: readonly string[]): Promise<Message[][]> {
  const messages = await MessageModel.find({
    conversationId: { $in: conversationIds.map((id) => new Types.ObjectId(id)) },
    'pin.slot': { $gte: 0 },
  }).lean<Message[]>();
  const pinned = messages.flatMap((message) => (message.pin ? [{ message, pin: message.pin }] : []));
  const newestFirst = pinned.sort((one, other) => byPinTime(other.pin, one.pin)).map(({ message }) => message);
  return conversationIds.map((id) => newestFirst.filter((message) => message.conversationId.toHexString() === id));
}
