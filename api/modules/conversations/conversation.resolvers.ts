import { requireViewer } from '../../context.js';
import type { DirectConversationResolvers, GroupResolvers, Resolvers } from '../../generated/schema-types.js';
import { notFound } from '../../graphql/errors.js';
import type { DeliveredEvent } from '../../live/events.js';
import { photoUrlOf } from '../media/media-urls.js';
import { accessConversation, findConversation } from './conversation.access.js';
import { createGroup, startDirectConversation, updateGroup } from './conversation.actions.js';
import { clearConversationLoaders, loadOwnMember } from './conversation.loaders.js';
import { deleteGroup } from './deletion.actions.js';
import { findPinnedConversations, pageConversations } from './conversation.queries.js';
import { pageMembers } from './member.queries.js';
import { setPreferences } from './preferences.actions.js';

/** What direct conversations and groups have in common; lastSeq, lastMessage, messages and the like are the messages module's. */
const commonFields = {
  id: (conversation) => conversation._id.toHexString(),
  members: (conversation, args, { loaders }) => pageMembers(loaders, conversation._id, args),
  memberCount: (conversation, _, { loaders }) => loaders.memberCount.load(conversation._id.toHexString()),
  viewerState: (conversation, _, context) => {
    context.loaders.conversation.prime(conversation._id.toHexString(), conversation);
    return loadOwnMember(context.loaders, conversation._id, requireViewer(context).userId);
  },
} satisfies DirectConversationResolvers & GroupResolvers;

export const conversationResolvers: Resolvers = {
  Conversation: { __resolveType: ({ kind }) => (kind === 'DIRECT' ? 'DirectConversation' : 'Group') },
  DirectConversation: commonFields,
  Group: {
    ...commonFields,
    name: ({ name }) => name ?? '',
    description: ({ description }) => description ?? '',
    photoUrl: (group, { size }) => photoUrlOf(group, size),
  },
  Query: {
    conversations: (_, args, context) => pageConversations(requireViewer(context), args),
    pinnedConversations: (_, __, context) => findPinnedConversations(requireViewer(context)),
    conversation: async (_, { id }, context) => (await findConversation(requireViewer(context), id))?.conversation ?? null,
  },
  Mutation: {
    startDirectConversation: async (_, { userId }, context) => {
      const conversation = await startDirectConversation(requireViewer(context), userId);
      clearConversationLoaders(context.loaders);
      return conversation;
    },
    createGroup: async (_, { input }, context) => {
      const group = await createGroup(requireViewer(context), input);
      clearConversationLoaders(context.loaders);
      return group;
    },
    updateGroup: async (_, { input }, context) => {
      const group = await updateGroup(requireViewer(context), input);
      clearConversationLoaders(context.loaders);
      return group;
    },
    deleteGroup: async (_, { groupId }, context) => {
      await deleteGroup(requireViewer(context), groupId);
      clearConversationLoaders(context.loaders);
      return true;
    },
    setConversationPreferences: async (_, { input }, context) => {
      const conversation = await setPreferences(requireViewer(context), input);
      clearConversationLoaders(context.loaders);
      return conversation;
    },
  },
  Subscription: {
    conversationEvents: {
      subscribe: async (_, { conversationId, after }, context) => {
        const viewer = requireViewer(context);
        const { conversation } = await accessConversation(viewer, conversationId);
        return context.live.subscribeToEvents({
          userId: viewer.userId,
          after: after ?? null,
          conversationId: conversation._id.toHexString(),
        });
      },
      resolve: (event: DeliveredEvent) => event,
    },
  },
  ConversationChanged: {
    conversation: async ({ conversationId }, _, { loaders }) => {
      const conversation = await loaders.conversation.load(conversationId);
      if (!conversation) throw notFound('conversation');
      return conversation;
    },
  },
};
