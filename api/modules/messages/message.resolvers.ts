import { findLoaders, requireViewer, type Context } from '../../context.js';
import type { DirectConversationResolvers, GroupResolvers, Resolvers } from '../../generated/schema-types.js';
import { notFound } from '../../graphql/errors.js';
import type { MessageAddedEvent } from '../../live/events.js';
import { accessStream, canManageGroup, findAudibleMemberships } from '../conversations/conversation.access.js';
import { clearConversationLoaders, loadPresentMember } from '../conversations/conversation.loaders.js';
import type { Conversation } from '../conversations/conversation.model.js';
import type { Member } from '../conversations/member.model.js';
import { pageAttachments } from './attachment.queries.js';
import { findMessage } from './message.access.js';
import { sendMessage } from './message.actions.js';
import { addReaction, deleteMessage, editMessage, removeReaction } from './message.changes.js';
import { clearMessageLoaders } from './message.loaders.js';
import type { Message } from './message.model.js';
import { pinMessage, unpinMessage } from './message.pins.js';
import { pageMessages } from './message.queries.js';
import { searchMessages } from './message.search.js';
import { pageReactors } from './reaction.queries.js';
import { markDelivered, markRead } from './read-mark.actions.js';

/** Schema: Reaction.userIds. */
const maxReactionUserIds = 50;

const readLastSeq = async (conversation: Conversation, { loaders }: Context) => (await loaders.newestMessage.load(conversation))?.seq ?? 0;

/** Of the same moment as the lastSeq of the same answer: a message between the two would be in the one and not in the other. */
async function loadUnread(kind: 'unreadCount' | 'unreadMentions', member: Member, loaders: Context['loaders']): Promise<number> {
  const conversation = await loaders.conversation.load(member.conversationId.toHexString());
  const newest = conversation && (await loaders.newestMessage.load(conversation));
  return newest && newest.seq > member.lastReadSeq ? loaders[kind].load({ member, toSeq: newest.seq }) : 0;
}

/** What a conversation is told by its messages. */
const conversationFields = {
  lastSeq: (conversation, _, context) => readLastSeq(conversation, context),
  lastActivityAt: async (conversation, _, { loaders }) =>
    (await loaders.newestMessage.load(conversation))?.createdAt ?? conversation.createdAt,
  lastMessage: (conversation, _, { loaders }) => loaders.newestMessage.load(conversation),
  messages: (conversation, args, context) => pageMessages(conversation._id, () => readLastSeq(conversation, context), args),
  pinnedMessages: (conversation, _, { loaders }) => loaders.pinnedMessages.load(conversation._id.toHexString()),
  attachments: (conversation, args) => pageAttachments(conversation._id, args),
} satisfies DirectConversationResolvers & GroupResolvers;

export const messageResolvers: Resolvers = {
  DirectConversation: conversationFields,
  Group: conversationFields,
  ViewerState: {
    unreadCount: (member, _, { loaders }) => loadUnread('unreadCount', member, loaders),
    unreadMentions: (member, _, { loaders }) => loadUnread('unreadMentions', member, loaders),
  },
  Viewer: {
    unreadTotal: async (viewer, _, { loaders }) => {
      const members = await findAudibleMemberships({ userId: viewer._id.toHexString() });
      const counts = await Promise.all(members.map((member) => loadUnread('unreadCount', member, loaders)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  },
  Message: {
    id: (message) => message._id.toHexString(),
    conversationId: (message) => message.conversationId.toHexString(),
    conversation: async (message, _, { loaders }) => {
      const conversation = await loaders.conversation.load(message.conversationId.toHexString());
      if (!conversation) throw notFound('conversation');
      return conversation;
    },
    author: (message, _, { loaders }) => (message.authorId ? loaders.user.load(message.authorId.toHexString()) : null),
    notice: (message) => message.notice ?? null,
    edits: async (message, _, context) => {
      const { userId } = requireViewer(context);
      if (message.edits.length === 0) return [];
      if (String(message.authorId) === userId) return message.edits;
      const [member, conversation] = await Promise.all([
        loadPresentMember(context.loaders, message.conversationId, userId),
        context.loaders.conversation.load(message.conversationId.toHexString()),
      ]);
      return member && conversation?.kind === 'GROUP' && canManageGroup(member.role) ? message.edits : [];
    },
    reactions: ({ _id, conversationId, reactions }) =>
      reactions.map(({ emoji, userIds }) => ({ emoji, userIds, messageId: _id, conversationId })),
    pinned: ({ pin }) => pin !== undefined,
    replyTo: (message, _, { loaders }) => (message.replyToId ? loaders.message.load(message.replyToId.toHexString()) : null),
    mentions: async ({ mentionIds = [] }, _, { loaders }) => {
      const users = await Promise.all(mentionIds.map((id) => loaders.user.load(id.toHexString())));
      return users.filter((user) => user !== null);
    },
    mentionsEveryone: (message) => message.mentionsEveryone ?? false,
    attachments: ({ attachments }) => attachments ?? [],
  },
  Notice: {
    actor: ({ actorId }, _, { loaders }) => (actorId ? loaders.user.load(actorId.toHexString()) : null),
    subjects: async ({ subjectIds }, _, { loaders }) => {
      const users = await Promise.all(subjectIds.map((id) => loaders.user.load(id.toHexString())));
      return users.filter((user) => user !== null);
    },
  },
  Reaction: {
    count: ({ userIds }) => userIds.length,
    userIds: ({ userIds }) => userIds.slice(0, maxReactionUserIds).map((id) => id.toHexString()),
    viewerHasReacted: ({ userIds }, _, context) => {
      const { userId } = requireViewer(context);
      return userIds.some((id) => id.toHexString() === userId);
    },
    users: (reaction, args, { loaders }) => pageReactors(loaders, reaction, args),
  },
  Query: {
    message: async (_, { id }, context) => (await findMessage(requireViewer(context), id))?.message ?? null,
    searchMessages: (_, args, context) => searchMessages(requireViewer(context), args),
  },
  Mutation: {
    sendMessage: (_, { input }, context) => afterWrite(context, sendMessage(requireViewer(context), input)),
    editMessage: (_, { messageId, text, expectedRevision }, context) =>
      afterWrite(context, editMessage(requireViewer(context), messageId, text, expectedRevision ?? null)),
    deleteMessage: (_, { messageId }, context) => afterWrite(context, deleteMessage(requireViewer(context), messageId)),
    addReaction: (_, { messageId, emoji }, context) => afterWrite(context, addReaction(requireViewer(context), messageId, emoji)),
    removeReaction: (_, { messageId, emoji }, context) => afterWrite(context, removeReaction(requireViewer(context), messageId, emoji)),
    pinMessage: (_, { messageId }, context) => afterWrite(context, pinMessage(requireViewer(context), messageId)),
    unpinMessage: (_, { messageId }, context) => afterWrite(context, unpinMessage(requireViewer(context), messageId)),
    markRead: (_, { conversationId, seq }, context) => afterWrite(context, markRead(requireViewer(context), conversationId, seq)),
    markDelivered: async (_, { conversationId, seq }, context) => {
      await afterWrite(context, markDelivered(requireViewer(context), conversationId, seq));
      return true;
    },
  },
  Subscription: {
    messageAdded: {
      subscribe: async (_, { conversationId }, context) => {
        const viewer = requireViewer(context);
        return context.live.subscribeToEvents({
          userId: viewer.userId,
          conversationId: await accessStream(viewer, conversationId),
          types: ['MessageAdded'],
        });
      },
      resolve: (event: MessageAddedEvent, _: unknown, context: Context) => deliveredMessage(event, context),
    },
  },
  MessageAdded: { message: (event, _, context) => deliveredMessage(event, context) },
  MessageChanged: { message: (event, _, context) => deliveredMessage(event, context) },
};

/** The record that the feed brought along with the insert, or its state of now. A message does not disappear as long as anybody may hear of it. */
async function deliveredMessage(
  event: { readonly messageId: string; readonly document?: unknown },
  { loaders }: Context,
): Promise<Message> {
  const message = event.document ? (event.document as Message) : await loaders.message.load(event.messageId);
  if (!message) throw notFound('message');
  return message;
}

/** What was loaded before a write does not answer the fields after it. */
async function afterWrite<Result>(context: Context, write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } finally {
    const loaders = findLoaders(context);
    if (loaders) {
      clearConversationLoaders(loaders);
      clearMessageLoaders(loaders);
    }
  }
}
