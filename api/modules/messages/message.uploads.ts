import { type Types } from 'mongoose';
import { AppError, badUserInput, notFound } from '../../graphql/errors.js';
import { accessMembership } from '../conversations/conversation.access.js';
import type { Attachment } from '../media/attachment.model.js';
import { maxUploadsPerMessage } from '../media/media.limits.js';
import { claimUploads, confirmClaims } from '../media/upload.claims.js';
import { parseId } from '../../graphql/ids.js';
import type { MessageDraft } from './message.drafts.js';
import { MessageModel, type AttachmentMark, type Message } from './message.model.js';
import { enqueueDraft } from './send.queue.js';

type SendDraft = MessageDraft & { readonly authorId: Types.ObjectId };

/** In lower case, each once, in their order. Throws BAD_USER_INPUT (uploadIds, TOO_MANY). */
export function cleanUploadIds(ids: readonly string[] | null | undefined): string[] {
  const unique = [...new Set((ids ?? []).map((id) => id.toLowerCase()))];
  if (unique.length > maxUploadsPerMessage) {
    throw badUserInput('uploadIds', 'TOO_MANY', `A message carries at most ${maxUploadsPerMessage} uploads.`);
  }
  return unique;
}

/** The one use that a send claims its uploads for. */
const claimOf = ({ conversationId, clientId }: Pick<MessageDraft, 'conversationId' | 'clientId'>) => `${conversationId}:${clientId}`;

/**
 * Stores a message that carries uploads. Whether it is stored already is asked before they are looked at, so that a repeated send is answered although its
 * uploads are used by now. Then they are claimed for this send, the message is committed, and they are used. A crash in between leaves claims, which
 * the same send takes up again; or a message, which the sweeper asks about its uploads.
 */
export async function sendWithUploads(draft: SendDraft, uploadIds: readonly string[]): Promise<Message> {
  const ids = uploadIds.map((id) => parseId(id) ?? unknownUpload());
  const stored = await findSent(draft);
  const message = stored ? await answerAgain(draft, stored) : await sendOnce(draft, ids);
  await confirmClaims(ids, claimOf(draft));
  return message;
}

async function sendOnce(draft: SendDraft, ids: readonly Types.ObjectId[]): Promise<Message> {
  const { conversationId, authorId } = draft;
  await accessMembership({ userId: authorId.toHexString() }, conversationId.toHexString());
  const claim = { ownerId: authorId, ids, purpose: 'ATTACHMENT', by: claimOf(draft), conversationId, field: 'uploadIds' } as const;
  let attachments: Attachment[];
  try {
    attachments = await claimUploads(claim);
  } catch (error) {
    // The same send may have come through elsewhere meanwhile.
    const stored = error instanceof AppError ? await findSent(draft) : null;
    if (stored) return answerAgain(draft, stored);
    throw error;
  }
  return enqueueDraft({ ...draft, attachments, attachmentMarks: marksOf(attachments) });
}

function findSent({ conversationId, authorId, clientId }: SendDraft): Promise<Message | null> {
  return MessageModel.findOne({ conversationId, authorId, clientId }).readConcern('local').lean<Message>();
}

/** By the way of all sends, where it meets what is stored: so who is a member no more gets no answer, and another request under its clientId is a CONFLICT. */
function answerAgain(draft: SendDraft, { attachments, attachmentMarks }: Message): Promise<Message> {
  return enqueueDraft({ ...draft, ...(attachments && { attachments }), ...(attachmentMarks && { attachmentMarks }) });
}

const marksOf = (attachments: readonly Attachment[]): AttachmentMark[] => ['ANY', ...new Set(attachments.map(({ kind }) => kind))];

function unknownUpload(): never {
  throw notFound('upload');
}
