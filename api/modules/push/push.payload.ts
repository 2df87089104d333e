import type { Conversation } from '../conversations/conversation.model.js';
import type { Message } from '../messages/message.model.js';

/** Unicode code points. */
const maxBodyLength = 200;

/** What a service worker gets, as JSON. Push services take at most 4 KB; this stays below 3. */
export interface PushPayload {
  readonly type: 'MESSAGE';
  readonly conversationId: string;
  readonly messageId: string;
  readonly seq: number;
  /** The author, or the group's name. */
  readonly title: string;
  /** The text, in a group with the author before it, cut to 200 characters. Empty where there are attachments only. */
  readonly body: string;
  /** The same for all of one conversation: a newer notification takes the place of the one before. */
  readonly tag: string;
}

export function buildPayload(message: Message, conversation: Pick<Conversation, 'kind' | 'name'>, authorName: string): PushPayload {
  const isGroup = conversation.kind === 'GROUP';
  const conversationId = message.conversationId.toHexString();
  return {
    type: 'MESSAGE',
    conversationId,
    messageId: message._id.toHexString(),
    seq: message.seq,
    title: isGroup ? (conversation.name ?? '') : authorName,
    body: shorten(isGroup ? [authorName, message.text].filter((part) => part !== '').join(': ') : message.text),
    tag: conversationId,
  };
}

function shorten(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()];
  return characters.length > maxBodyLength ? `${characters.slice(0, maxBodyLength - 1).join('')}…` : characters.join('');
}
