import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { conflict, forbidden } from '../../graphql/errors.js';
import { canManageGroup } from '../conversations/conversation.access.js';
import { refuseBlocked } from '../conversations/direct.access.js';
import { expectRelease } from '../media/upload.claims.js';
import { discardUploads } from '../media/upload.discard.js';
import { cleanEmoji } from './emoji.js';
import { cleanMessageText } from './message.actions.js';
import { findMentions } from './message.mentions.js';
import type { Message } from './message.model.js';
import { changeMessage, refuseDeleted, type Changes } from './message.swap.js';
import { wordsOf } from './words.js';
import { withoutReaction, withReaction } from './reactions.js';
import { withKey } from './request-hash.js';

/** Schema: editMessage. */
const editWindowMs = 24 * 60 * 60_000;
/** What is left of a deleted message is its place: all that it said or carried is cleared here. */
const nothingSaid: Changes = {
  text: '',
  words: undefined,
  edits: [],
  reactions: [],
  pin: undefined,
  replyToId: undefined,
  mentionIds: undefined,
  mentionsEveryone: undefined,
  attachments: undefined,
  attachmentMarks: undefined,
};
/** Earlier texts that are kept; the oldest go first. */
const maxEdits = 50;

/**
 * By its author, within 24 hours, else FORBIDDEN, as where either of a direct conversation has blocked the other. A deleted message is CONFLICT
 * (messageId); an `expectedRevision` that is not the present one is CONFLICT (expectedRevision). The text it has already changes nothing, so that a repeated call answers like the first.
 */
export async function editMessage(
  viewer: ViewerIdentity,
  messageId: string,
  newText: string,
  expectedRevision: number | null,
): Promise<Message> {
  return changeMessage(viewer, messageId, async ({ message, conversation }) => {
    if (message.kind !== 'TEXT' || String(message.authorId) !== viewer.userId) throw forbidden('Only its author edits a message.');
    refuseDeleted(message);
    const text = cleanMessageText(newText, message.attachments !== undefined);
    if (message.text === text) return null;
    await refuseBlocked(conversation);
    const now = new Date();
    if (now.getTime() - message.createdAt.getTime() > editWindowMs) throw forbidden('A message can be edited for 24 hours.');
    if (expectedRevision !== null && message.revision !== expectedRevision)
      throw conflict('expectedRevision', `The message has changed meanwhile: its revision is ${message.revision}.`);
    const edits = [{ text: message.text, at: now }, ...message.edits].slice(0, maxEdits);
    const mentions = { mentionIds: undefined, mentionsEveryone: undefined, ...(await findMentions(viewer, message.conversationId, text)) };
    return { text, words: wordsOf(text), editedAt: now, edits, ...mentions };
  });
}

/** By its author, or an ADMIN or OWNER of the group, else FORBIDDEN. It keeps its place and loses everything it said. Repeated: the same answer. */
export async function deleteMessage(viewer: ViewerIdentity, messageId: string): Promise<Message> {
  let uploads: Types.ObjectId[] = [];
  const deleted = await changeMessage(viewer, messageId, async ({ message, conversation, member }) => {
    const manages = conversation.kind === 'GROUP' && canManageGroup(member.role);
    if (message.kind !== 'TEXT') throw forbidden('A system message stays.');
    if (String(message.authorId) !== viewer.userId && !manages) throw forbidden('Only its author, an owner or an admin deletes a message.');
    if (message.deletedAt) return null;
    uploads = message.attachments?.map(({ uploadId }) => uploadId) ?? [];
    await expectRelease(uploads);
    return { ...nothingSaid, requestHash: withKey(message.requestHash), deletedAt: new Date() };
  });
  // Only once it is a tombstone, never before.
  await discardUploads(uploads);
  return deleted;
}

/**
 * Idempotent. Throws BAD_USER_INPUT (emoji), CONFLICT (emoji) for a 21st different one, CONFLICT (messageId) for a deleted message, FORBIDDEN where
 * either of a direct conversation has blocked the other.
 */
export async function addReaction(viewer: ViewerIdentity, messageId: string, emoji: string): Promise<Message> {
  const clean = cleanEmoji(emoji);
  return changeMessage(viewer, messageId, async ({ message, conversation }) => {
    refuseDeleted(message);
    const reactions = withReaction(message.reactions, clean, new Types.ObjectId(viewer.userId));
    if (!reactions) return null;
    await refuseBlocked(conversation);
    return { reactions };
  });
}

/** Idempotent. */
export async function removeReaction(viewer: ViewerIdentity, messageId: string, emoji: string): Promise<Message> {
  const clean = cleanEmoji(emoji);
  return changeMessage(viewer, messageId, ({ message }) => {
    const reactions = withoutReaction(message.reactions, clean, new Types.ObjectId(viewer.userId));
    return reactions && { reactions };
  });
}
