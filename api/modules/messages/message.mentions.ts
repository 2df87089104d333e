import type { Types } from 'mongoose';
import { canManageGroup, findConversation, findPresentMemberships } from '../conversations/conversation.access.js';
import { isKnownMember } from '../conversations/known-members.js';
import { memberId } from '../conversations/member.model.js';
import { findUserIds } from '../users/user.queries.js';
import { findNames } from './mentions.js';
import type { Message } from './message.model.js';

/** Schema: Message.mentions. */
const maxMentions = 50;

/** As a message stores them: absent where there are none, so that the indexes of mentions hold only messages that have some. */
export type Mentions = Pick<Message, 'mentionIds' | 'mentionsEveryone'>;

/**
 * Whom a text of that author mentions: present members, at most 50, in the order of the text; everyone, where an ADMIN or OWNER of a group says so.
 * Asks nothing of the database for a text without an @.
 */
export async function findMentions(author: { readonly userId: string }, conversationId: Types.ObjectId, text: string): Promise<Mentions> {
  const named = findNames(text);
  if (named.names.length === 0 && !named.everyone) return {};
  const [members, mentionsEveryone] = await Promise.all([
    findNamedMembers(conversationId, named.names),
    named.everyone && mayMentionEveryone(author, conversationId),
  ]);
  return { ...(members.length > 0 && { mentionIds: members }), ...(mentionsEveryone && { mentionsEveryone }) };
}

async function findNamedMembers(conversationId: Types.ObjectId, names: readonly (readonly string[])[]): Promise<Types.ObjectId[]> {
  if (names.length === 0) return [];
  const ids = await findUserIds(names.flat());
  const isMember = await askMembers(conversationId, [...ids.values()]);
  const mentioned = names.flatMap((candidates) => {
    const found = candidates.map((name) => ids.get(name)).find((id) => id !== undefined && isMember(id));
    return found ? [found] : [];
  });
  return [...new Map(mentioned.map((id) => [id.toHexString(), id])).values()].slice(0, maxMentions);
}

/** Whom the feed knows to be a member is not asked for. */
async function askMembers(conversationId: Types.ObjectId, ids: readonly Types.ObjectId[]): Promise<(id: Types.ObjectId) => boolean> {
  const isKnown = (id: Types.ObjectId) => isKnownMember(conversationId.toHexString(), id.toHexString());
  const unknown = ids.filter((id) => !isKnown(id)).map((id) => memberId(conversationId, id));
  const present = unknown.length > 0 ? await findPresentMemberships(unknown) : new Set<string>();
  return (id) => isKnown(id) || present.has(memberId(conversationId, id));
}

async function mayMentionEveryone(author: { readonly userId: string }, conversationId: Types.ObjectId): Promise<boolean> {
  const accessed = await findConversation(author, conversationId.toHexString());
  return accessed?.conversation.kind === 'GROUP' && canManageGroup(accessed.member.role);
}
