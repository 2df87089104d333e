import { Types, type QueryFilter } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { parseId } from '../../graphql/ids.js';
import { datePart, decodeCursor, encodeCursor, forwardPage, idPart, pageSize, type Page } from '../../graphql/pages.js';
import { ConversationModel, type Conversation } from './conversation.model.js';
import { MemberModel, type Member } from './member.model.js';
import { byPinTime } from './pin-slots.js';

interface ConversationPageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly archived?: boolean | null;
}

/**
 * The viewer's conversations, newest activity first. A cursor is a place in time, not an offset: what moves to the top meanwhile
 * makes nothing else come twice or be skipped.
 */
export async function pageConversations(
  viewer: ViewerIdentity,
  { first, after, archived }: ConversationPageArgs,
): Promise<Page<Conversation>> {
  const size = pageSize('first', first, 30, 100);
  const place = startAfter(after);
  const memberships = await MemberModel.find(
    { userId: new Types.ObjectId(viewer.userId), leftAt: null },
    { conversationId: 1, archived: 1 },
  ).lean<Pick<Member, 'conversationId' | 'archived'>[]>();
  const ids = memberships.filter((member) => member.archived === (archived ?? false)).map((member) => member.conversationId);
  const conversations = await ConversationModel.find({ _id: { $in: ids }, deletedAt: null, ...place })
    .sort({ lastActivityAt: -1, _id: -1 })
    .limit(size + 1)
    .lean<Conversation[]>();
  return forwardPage(conversations, size, place !== null, ({ lastActivityAt, _id }) =>
    encodeCursor('conversation', lastActivityAt.getTime(), _id.toHexString()),
  );
}

function startAfter(after: string | null | undefined): QueryFilter<Conversation> | null {
  if (after === null || after === undefined) return null;
  const [at, id] = decodeCursor('after', 'conversation', after);
  const lastActivityAt = datePart('after', at);
  const lastId = parseId(idPart('after', id));
  return { $or: [{ lastActivityAt: { $lt: lastActivityAt } }, { lastActivityAt, _id: { $lt: lastId } }] };
}

/** In the order in which they were pinned. What is put into the archive is out of sight, pinned or not. */
export async function findPinnedConversations(viewer: ViewerIdentity): Promise<Conversation[]> {
  const memberships = await MemberModel.find(
    { userId: new Types.ObjectId(viewer.userId), leftAt: null, 'pin.slot': { $gte: 0 }, archived: false },
    { conversationId: 1, pin: 1 },
  ).lean<Pick<Member, 'conversationId' | 'pin'>[]>();
  const inOrder = memberships
    .flatMap(({ conversationId, pin }) => (pin ? [{ conversationId, ...pin }] : []))
    .sort(byPinTime)
    .map(({ conversationId }) => conversationId.toHexString());
  const conversations = await ConversationModel.find({ _id: { $in: inOrder }, deletedAt: null }).lean<Conversation[]>();
  return conversations.sort((one, other) => inOrder.indexOf(one._id.toHexString()) - inOrder.indexOf(other._id.toHexString()));
}
