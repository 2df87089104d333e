import type { ViewerIdentity } from '../../context.js';
import { accessMembership } from '../conversations/conversation.access.js';
import { findBlockedConversations } from '../conversations/direct.access.js';
import { TypingModel } from './typing.model.js';

/** Throws NOT_FOUND for who is no member. In a direct conversation where either has blocked the other nobody is told, and no error says why. Not journalled: nobody misses it after a crash. */
export async function setTyping(viewer: ViewerIdentity, requestedId: string, typing: boolean): Promise<void> {
  const { _id, conversationId, userId } = await accessMembership(viewer, requestedId);
  if ((await findBlockedConversations([conversationId])).size > 0) return;
  await TypingModel.replaceOne(
    { _id },
    { _id, conversationId, userId, typing, at: new Date() },
    { upsert: true, writeConcern: { w: 1, j: false } },
  );
}
