import { Types } from 'mongoose';
import type { CatchUpItem, CatchUpScan } from '../../live/catch-up.js';
import { MemberModel, type Member } from './member.model.js';
import { beforeAll, behindAll, dateOf, pageOwnConversations, timestampOf } from './own-conversations.catch-up.js';

type Announcements = CatchUpItem['announcements'];
type MemberState = Pick<Member, 'userId' | 'leftAt' | 'endedWithAccount'>;

/** Above that, read marks of others are not told one by one (schema: ReadMarkerMoved). */
const readMarkerMemberLimit = 50;
/** Members that one MembersChanged names. */
const membersPerEvent = 100;

/**
 * The viewer's comings and goings. Who left and came back is told of the end first: what they have of it is from before. An end after the head is left to
 * the stream, which tells it at its place: before that it still tells what was for them.
 */
export const scanOwnMemberships: CatchUpScan = async ({ userId, conversationId, since, head, after, limit }) => {
  const sinceTime = timestampOf(since);
  const headTime = timestampOf(head);
  const only = conversationId === null ? {} : { $eq: new Types.ObjectId(conversationId) };
  const records = await MemberModel.find(
    {
      userId: new Types.ObjectId(userId),
      changedAt: { $gte: sinceTime },
      conversationId: { $gt: new Types.ObjectId(after.first), ...only },
    },
    { conversationId: 1, leftAt: 1, cameAt: 1, endedAt: 1, changedAt: 1 },
  )
    .sort({ conversationId: 1 })
    .limit(limit)
    .lean<Pick<Member, 'conversationId' | 'leftAt' | 'cameAt' | 'endedAt' | 'changedAt'>[]>();
  const items = records.map((record) => {
    const id = record.conversationId.toHexString();
    const removed = { to: { userId }, event: { __typename: 'ConversationRemoved', conversationId: id } } as const;
    const changed = { to: { userId }, event: { __typename: 'ConversationChanged', conversationId: id } } as const;
    const place = { first: id, second: behindAll };
    if (record.endedAt?.greaterThan(headTime)) return { place, at: dateOf(record.changedAt), announcements: [] };
    const hasEnded = record.leftAt !== null || (record.endedAt?.greaterThanOrEqual(sinceTime) ?? false);
    const hasCome = record.leftAt === null && (hasEnded || (record.cameAt?.greaterThanOrEqual(sinceTime) ?? false));
    const announcements: Announcements = [...(hasEnded ? [removed] : []), ...(hasCome ? [changed] : [])];
    return { place, at: dateOf(record.changedAt), announcements };
  });
  return { items, next: records.length < limit ? null : (items.at(-1)?.place ?? null) };
};

/** Who came, went, or changed in the viewer's conversations, themselves included: one event for many, in the order of user ids. */
export const scanMembers: CatchUpScan = (query) =>
  pageOwnConversations(query, {
    async findNext(conversationIds, since) {
      const found = await MemberModel.findOne(
        { conversationId: { $in: conversationIds }, changedAt: { $gte: since } },
        { conversationId: 1, changedAt: 1 },
      )
        .sort({ conversationId: 1, changedAt: 1 })
        .lean<Pick<Member, 'conversationId'>>();
      return found && found.conversationId;
    },
    async read({ conversationId }, after) {
      const members =
        after === behindAll
          ? []
          : await MemberModel.find(
              {
                conversationId,
                changedAt: { $gte: timestampOf(query.since) },
                ...(after !== beforeAll && { userId: { $gt: new Types.ObjectId(after) } }),
              },
              { userId: 1, leftAt: 1, endedWithAccount: 1 },
            )
              .sort({ userId: 1 })
              .limit(membersPerEvent)
              .lean<MemberState[]>();
      const isLast = members.length < membersPerEvent;
      const last = members.at(-1);
      if (!last) return { items: [], isLast };
      const id = conversationId.toHexString();
      const place = { first: id, second: isLast ? behindAll : last.userId.toHexString() };
      // A membership changes when its member reads, too, and when that was is not for everybody (live: timeToTell).
      return { items: [{ place, at: new Date(), announcements: tellMembers(id, query.userId, members, isLast) }], isLast };
    },
  });

function tellMembers(conversationId: string, viewerId: string, members: readonly MemberState[], isLast: boolean): Announcements {
  const idsOf = (records: readonly MemberState[]) => records.map(({ userId }) => userId.toHexString());
  const changedUserIds = idsOf(members.filter(({ leftAt }) => leftAt === null));
  const removedUserIds = idsOf(members.filter(({ leftAt }) => leftAt !== null));
  const announcements: Announcements[number][] = [
    { to: { conversationId }, event: { __typename: 'MembersChanged', conversationId, changedUserIds, removedUserIds } },
  ];
  for (const userId of idsOf(members.filter(({ leftAt, endedWithAccount }) => leftAt !== null && endedWithAccount)))
    announcements.push({ to: { conversationId }, event: { __typename: 'UserChanged', userId } });
  for (const userId of changedUserIds) {
    announcements.push({
      to: { conversationId, exceptUserId: userId, unlessMoreThan: readMarkerMemberLimit },
      event: { __typename: 'ReadMarkerMoved', conversationId, userId },
    });
  }
  // The viewer's own state, and what the others' marks make of it.
  if (isLast) announcements.push({ to: { userId: viewerId }, event: { __typename: 'ViewerStateChanged', conversationId } });
  return announcements;
}
