import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { askTogether } from '../../graphql/ask-together.js';
import { badUserInput, notFound } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { ConversationModel, type Conversation } from './conversation.model.js';
import { isKnownMember } from './known-members.js';
import { conversationIdOf, memberCollection, MemberModel, memberId, type Member, type MemberRole } from './member.model.js';

const maxClientIdLength = 64;

type Viewer = Pick<ViewerIdentity, 'userId'>;

export interface AccessedConversation {
  readonly conversation: Conversation;
  /** The viewer's own membership, present. */
  readonly member: Member;
}

const askConversation = askTogether(async (ids: readonly string[]): Promise<(Conversation | null)[]> => {
  const found = await ConversationModel.find({ _id: { $in: [...new Set(ids)] } }).lean<Conversation[]>();
  const byId = new Map(found.map((conversation) => [conversation._id.toHexString(), conversation]));
  return ids.map((id) => byId.get(id) ?? null);
});

const askPresentMember = askTogether(async (ids: readonly string[]): Promise<(Member | null)[]> => {
  const found = await memberCollection()
    .find({ _id: { $in: [...new Set(ids)] }, leftAt: null })
    .toArray();
  const byId = new Map(found.map((member) => [member._id, member]));
  return ids.map((id) => byId.get(id) ?? null);
});

/** The conversation and the viewer's membership, or null: missing, malformed, foreign, left and deleted look alike. Asks the database, never a cache. */
export async function findConversation(viewer: Viewer, conversationId: string): Promise<AccessedConversation | null> {
  const id = parseId(conversationId);
  if (!id) return null;
  const [conversation, member] = await Promise.all([askConversation(id.toHexString()), askPresentMember(memberId(id, viewer.userId))]);
  return conversation && !conversation.deletedAt && member ? { conversation, member } : null;
}

/** Throws NOT_FOUND for missing, malformed, foreign and left alike. */
export async function accessConversation(viewer: Viewer, conversationId: string): Promise<AccessedConversation> {
  const accessed = await findConversation(viewer, conversationId);
  if (!accessed) throw notFound('conversation');
  return accessed;
}

/** The viewer's membership alone, where the conversation itself is not needed: NOT_FOUND in the same cases. */
export async function accessMembership(viewer: Viewer, conversationId: string): Promise<Member> {
  const id = parseId(conversationId);
  const member = id && (await askPresentMember(memberId(id, viewer.userId)));
  if (!member) throw notFound('conversation');
  return member;
}

/**
 * The id of a conversation whose messages the viewer may hear from now on: NOT_FOUND in the same cases. Each of them is checked when it is delivered,
 * by the memberships that the feed has told; who is in those need not be asked for in the database, as when a thousand come back at once.
 */
export async function accessStream(viewer: Viewer, conversationId: string): Promise<string> {
  const id = parseId(conversationId)?.toHexString();
  if (id !== undefined && isKnownMember(id, viewer.userId)) return id;
  return (await accessMembership(viewer, conversationId)).conversationId.toHexString();
}

/** The same as accessConversation for what only groups have: a direct conversation is BAD_USER_INPUT, field groupId. */
export async function accessGroup(viewer: Viewer, groupId: string): Promise<AccessedConversation> {
  const accessed = await accessConversation(viewer, groupId);
  if (accessed.conversation.kind !== 'GROUP') throw badUserInput('groupId', 'INVALID', 'This is a direct conversation, not a group.');
  return accessed;
}

/** ADMINs and OWNERs rename a group, add people, delete messages, and see earlier texts. */
export const canManageGroup = (role: MemberRole): boolean => role === 'OWNER' || role === 'ADMIN';

/** Which of those memberships (their ids) are present now. */
export async function findPresentMemberships(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const members = memberCollection().find(
    { _id: { $in: [...ids] }, leftAt: null },
    { projection: { _id: 1 }, readConcern: { level: 'majority' } },
  );
  return new Set((await members.toArray()).map(({ _id }) => _id));
}

/** Which of those users are members of that conversation now. Ids in hex. */
export async function findPresentMembers(conversationId: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const present = await findPresentMemberships(userIds.map((userId) => memberId(conversationId, userId)));
  return new Set(userIds.filter((userId) => present.has(memberId(conversationId, userId))));
}

/** The viewer's memberships whose unread messages count in the total: neither muted nor archived. */
export async function findAudibleMemberships(viewer: Viewer): Promise<Member[]> {
  const memberships = await MemberModel.find({ userId: new Types.ObjectId(viewer.userId), leftAt: null }).lean<Member[]>();
  const now = new Date();
  return memberships.filter((member) => !member.archived && !(member.mutedUntil && member.mutedUntil > now));
}

/**
 * All conversations that the viewer is in now: their ids are in those of the memberships, which no record needs to be read for. One list
 * of a thousand is much less to write and to read than a thousand documents.
 */
export async function findOwnConversationIds(viewer: Viewer): Promise<Types.ObjectId[]> {
  const ids = await memberCollection().distinct('_id', { userId: new Types.ObjectId(viewer.userId), leftAt: null });
  return ids.map(conversationIdOf);
}

/** A client's own id for something it makes: 1–64 printable characters, taken as they are. Throws BAD_USER_INPUT, field clientId. */
export function checkClientId(clientId: string): string {
  if (clientId.trim() === '') throw badUserInput('clientId', 'EMPTY', 'clientId must not be empty.');
  if (clientId.length > maxClientIdLength)
    throw badUserInput('clientId', 'TOO_LONG', `clientId must have at most ${maxClientIdLength} characters.`);
  // Control and format characters, half surrogate pairs and what Unicode has not assigned: two ids must not look alike.
  if (/\p{C}/u.test(clientId)) throw badUserInput('clientId', 'INVALID', 'clientId must be printable.');
  return clientId;
}
