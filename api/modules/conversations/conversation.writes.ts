import type { Types } from 'mongoose';
import { ConversationModel } from './conversation.model.js';
import { announced } from './member.writes.js';

/** Invites or bans have changed: whoever has the group on a screen hears ConversationChanged, and those who manage it ask for them again. */
export async function announceToManagers(conversationId: Types.ObjectId): Promise<void> {
  await ConversationModel.updateOne(
    { _id: conversationId, deletedAt: null },
    { ...announced, $inc: { ...announced.$inc, accessRevision: 1 } },
  );
}
