import type { CatchUpScan } from '../../live/catch-up.js';
import { ConversationModel, type Conversation } from './conversation.model.js';
import { beforeAll, behindAll, dateOf, pageOwnConversations } from './own-conversations.catch-up.js';

/** Conversations that were renamed or otherwise changed. A new one is told by the viewer's membership. */
export const scanConversations: CatchUpScan = (query) =>
  pageOwnConversations(query, {
    async findNext(conversationIds, since) {
      const found = await ConversationModel.findOne(
        { _id: { $in: conversationIds }, changedAt: { $gte: since }, revision: { $gt: 1 } },
        { _id: 1 },
      )
        .sort({ _id: 1 })
        .lean<Pick<Conversation, '_id'>>();
      return found && found._id;
    },
    async read({ conversationId }, after) {
      const changed =
        after === beforeAll
          ? await ConversationModel.findOne({ _id: conversationId }, { changedAt: 1 }).lean<Pick<Conversation, 'changedAt'>>()
          : null;
      if (!changed) return { items: [], isLast: true };
      const id = conversationId.toHexString();
      const announcement = { to: { conversationId: id }, event: { __typename: 'ConversationChanged', conversationId: id } } as const;
      return {
        items: [{ place: { first: id, second: behindAll }, at: dateOf(changed.changedAt), announcements: [announcement] }],
        isLast: true,
      };
    },
  });
