import { requireViewer } from '../../context.js';
import type { Resolvers } from '../../generated/schema-types.js';
import type { TypingEvent } from '../../live/events.js';
import { accessConversation } from '../conversations/conversation.access.js';
import { loadShownUser } from '../users/user.loaders.js';
import { setTyping } from './typing.actions.js';

export const typingResolvers: Resolvers = {
  Mutation: {
    setTyping: async (_, { conversationId, typing }, context) => {
      await setTyping(requireViewer(context), conversationId, typing);
      return true;
    },
  },
  Subscription: {
    typing: {
      subscribe: async (_, { conversationId }, context) => {
        const viewer = requireViewer(context);
        if (conversationId === null || conversationId === undefined) return context.live.subscribeToTyping({ userId: viewer.userId });
        const { conversation } = await accessConversation(viewer, conversationId);
        return context.live.subscribeToTyping({ userId: viewer.userId, conversationId: conversation._id.toHexString() });
      },
      resolve: (event: TypingEvent) => event,
    },
  },
  Typing: {
    user: ({ userId }, _, { loaders }) => loadShownUser(loaders, userId),
  },
};
