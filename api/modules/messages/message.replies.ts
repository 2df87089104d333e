import type { Types } from 'mongoose';
import { askTogether } from '../../graphql/ask-together.js';
import { badUserInput, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { MessageModel, type Message } from './message.model.js';

type Target = Pick<Message, '_id' | 'conversationId' | 'kind' | 'deletedAt'>;

const askTarget = askTogether(async (ids: readonly string[]): Promise<(Target | null)[]> => {
  const found = await MessageModel.find({ _id: { $in: [...new Set(ids)] } }, { conversationId: 1, kind: 1, deletedAt: 1 }).lean<Target[]>();
  const byId = new Map(found.map((target) => [target._id.toHexString(), target]));
  return ids.map((id) => byId.get(id) ?? null);
});

/**
 * The message that a send answers to, or why it cannot: NOT_FOUND where it is none of this conversation, BAD_USER_INPUT (replyToId) for a deleted one
 * and for a system message, which is nobody's words. One that is deleted a moment later shows as deleted.
 * Why it cannot is told (MessageDraft.refusal) only to a member, and only where the send was not stored before.
 */
export async function findReplyTarget(conversationId: Types.ObjectId, replyToId: string): Promise<Types.ObjectId | Error> {
  const id = parseId(replyToId);
  const target = id && (await askTarget(id.toHexString()));
  if (!target?.conversationId.equals(conversationId)) return notFound('message to reply to');
  if (target.deletedAt) return badUserInput('replyToId', 'DELETED', 'The message to reply to was deleted.');
  if (target.kind !== 'TEXT') return badUserInput('replyToId', 'INVALID', 'A system message takes no replies.');
  return target._id;
}
