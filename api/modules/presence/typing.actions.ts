import type { ViewerIdentity } from '../../context.js';
import { accessMembership } from '../conversations/conversation.access.js';
import { TypingModel } from './typing.model.js';

/** Throws NOT_FOUND for who is no member. Not journalled: nobody misses it after a crash. */
export async function setTyping(viewer: ViewerIdentity, requestedId: string, typing: boolean): Promise<void> {
  const { _id, conversationId, userId } = await accessMembership(viewer, requestedId);
  await TypingModel.replaceOne(
    { _id },
    { _id, conversationId, userId, typing, at: new Date() },
    { upsert: true, writeConcern: { w: 1, j: false } },
  );
}
