import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import type { SendMessageInput } from '../../generated/schema-types.js';
import { notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { cleanText, maxTextLength } from '../../graphql/text.js';
import { checkClientId } from '../conversations/conversation.access.js';
import type { ConversationHooks } from '../conversations/conversation.hooks.js';
import { findNewest } from './message.commit.js';
import { findMentions } from './message.mentions.js';
import type { Message } from './message.model.js';
import { findReplyTarget } from './message.replies.js';
import { cleanUploadIds, sendWithUploads } from './message.uploads.js';
import { hashRequest } from './request-hash.js';
import { enqueueDraft } from './send.queue.js';
import { wordsOf } from './words.js';

/** Of a message, as it is sent and as it is edited. Empty only where it carries attachments. */
export const cleanMessageText = (text: string, hasAttachments: boolean): string =>
  cleanText('text', text, { min: hasAttachments ? 0 : 1, max: maxTextLength, multiline: true });

/**
 * Stores a message once per clientId, however often and wherever it is sent, and answers with the stored one. Throws BAD_USER_INPUT (text, clientId,
 * replyToId, uploadIds), NOT_FOUND where the viewer is no member at the moment of the commit, FORBIDDEN where either of a direct conversation has blocked the
 * other, CONFLICT for a clientId that was used for something else, RATE_LIMITED when too many wait, and what the driver throws when the database is
 * away: whether it was stored then, the same call tells. With uploads also what claimUploads throws.
 */
export async function sendMessage(viewer: ViewerIdentity, input: SendMessageInput): Promise<Message> {
  const clientId = checkClientId(input.clientId);
  const uploadIds = cleanUploadIds(input.uploadIds);
  const text = cleanMessageText(input.text, uploadIds.length > 0);
  const conversationId = parseId(input.conversationId);
  if (!conversationId) throw notFound('conversation');
  const send = {
    conversationId,
    authorId: new Types.ObjectId(viewer.userId),
    clientId,
    requestHash: hashRequest([text, input.replyToId?.toLowerCase() ?? null, uploadIds]),
  };
  // Whether the viewer is a member is asked at the commit, for all who send at that moment. Before it, only replies and what holds an @ ask anything.
  const replyToId = typeof input.replyToId === 'string' ? await findReplyTarget(conversationId, input.replyToId) : undefined;
  if (replyToId instanceof Error) return enqueueDraft({ ...send, kind: 'TEXT', text, notice: null, refusal: replyToId });
  const mentions = text.includes('@') ? await findMentions(viewer, conversationId, text) : undefined;
  const said = { kind: 'TEXT', text, words: wordsOf(text), notice: null, ...(replyToId && { replyToId }), ...mentions } as const;
  return uploadIds.length > 0 ? sendWithUploads({ ...send, ...said }, uploadIds) : enqueueDraft({ ...send, ...said });
}

/** See ConversationHooks: system messages take the way of all messages. */
export const postNotice: ConversationHooks['postNotice'] = async (conversationId, kind, notice, onceKey) => {
  const { actorId, subjectIds = [], name = null, role = null } = notice;
  await enqueueDraft(
    {
      conversationId,
      authorId: null,
      clientId: onceKey ?? randomUUID(),
      requestHash: hashRequest([kind]),
      kind,
      text: '',
      notice: { actorId, subjectIds: [...subjectIds], name, role },
    },
    { always: true },
  );
};

/** See ConversationHooks. */
export const readNewestSeq: ConversationHooks['readNewestSeq'] = async (conversationId) => (await findNewest(conversationId))?.seq ?? 0;
