import type { ViewerIdentity } from '../../context.js';
import { notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { findConversation, type AccessedConversation } from '../conversations/conversation.access.js';
import { MessageModel, type Message } from './message.model.js';

export interface AccessedMessage extends AccessedConversation {
  readonly message: Message;
}

/** The message, where the viewer is a member now, or null: missing, malformed and foreign look alike. */
export async function findMessage(viewer: Pick<ViewerIdentity, 'userId'>, messageId: string): Promise<AccessedMessage | null> {
  const id = parseId(messageId);
  const message = id && (await MessageModel.findOne({ _id: id }).readConcern('local').lean<Message>());
  const accessed = message && (await findConversation(viewer, message.conversationId.toHexString()));
  return accessed && { ...accessed, message };
}

/** Throws NOT_FOUND for missing, malformed and foreign alike. */
export async function accessMessage(viewer: Pick<ViewerIdentity, 'userId'>, messageId: string): Promise<AccessedMessage> {
  const accessed = await findMessage(viewer, messageId);
  if (!accessed) throw notFound('message');
  return accessed;
}
