import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { accessConversation } from '../conversations/conversation.access.js';
import { TypingModel } from './typing.model.js';

/** Throws NOT_FOUND for who is no member. Not journalled: nobody misses it after a crash. */
export async function setTyping(viewer: ViewerIdentity, conversationId: string, typing: boolean): Promise<void> {
  const { conversation, member } = await accessConversation(viewer, conversationId);
  await TypingModel.replaceOne(
    { _id: member._id },
    { _id: member._id, conversationId: conversation._id, userId: new Types.ObjectId(viewer.userId), typing, at: new Date() },
    { upsert: true, writeConcern: { w: 1, j: false } },
  );
}
