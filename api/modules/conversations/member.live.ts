import type { Announcement, Change, LiveMapper } from '../../live/change.js';

const markFields = ['lastReadSeq', 'lastDeliveredSeq'];
const preferenceFields = ['notify', 'mutedUntil', 'pin', 'archived', 'markedUnread'];
/** Above that, read marks of others are not announced one by one (schema: ReadMarkerMoved). */
export const readMarkerMemberLimit = 50;

/**
 * What a change of a membership means. Who is in comes first, so that the events after it reach, or no longer reach, that person.
 * The record's id names both: `conversationId:userId`.
 */
export const memberLiveMapper: LiveMapper = {
  collection: 'members',
  needsDocument: false,
  map: (change) => {
    const [conversationId = '', userId = ''] = change.id.split(':');
    if (!conversationId || !userId) return [];
    switch (change.operation) {
      case 'insert':
      case 'replace':
        if (change.document?.leftAt) return change.operation === 'replace' ? left(conversationId, userId) : [];
        return joined(conversationId, userId);
      case 'delete':
        return left(conversationId, userId);
      case 'update':
        return updated(change, conversationId, userId);
    }
  },
};

function updated(change: Change, conversationId: string, userId: string): Announcement[] {
  if (change.changedFields.has('leftAt')) {
    if (!change.updated.leftAt) return joined(conversationId, userId);
    const told = left(conversationId, userId);
    // Everybody goes at once, and hears of the own end: each hearing of all others would be thousands of times thousands of events.
    if (change.updated.endedWithGroup === true) return told.slice(0, 2);
    // Who hears of it later shares no conversation with that account any more: what the account itself announces (users) is not for them then.
    return change.updated.endedWithAccount === true
      ? [...told, { to: { conversationId }, event: { __typename: 'UserChanged', userId } }]
      : told;
  }
  const changed = (fields: readonly string[]) => fields.some((field) => change.changedFields.has(field));
  const announcements: Announcement[] = [];
  if (changed(['role'])) announcements.push({ to: { conversationId }, event: membersChanged(conversationId, [userId], []) });
  // Where sending moved the marks, MessageAdded has said so to everybody (schema: ReadMarkerMoved, ViewerStateChanged).
  const isMarked = changed(markFields) && !changed(['lastSentSeq']);
  if (isMarked)
    announcements.push({
      to: { conversationId, exceptUserId: userId, unlessMoreThan: readMarkerMemberLimit },
      event: { __typename: 'ReadMarkerMoved', conversationId, userId },
    });
  if (isMarked || changed(['role', ...preferenceFields]))
    announcements.push({ to: { userId }, event: { __typename: 'ViewerStateChanged', conversationId } });
  // Also where sending moved them: of a large conversation nobody knows all the marks to find the least.
  if (changed(markFields)) announcements.push({ viewerStatesOf: conversationId });
  return announcements;
}

function joined(conversationId: string, userId: string): Announcement[] {
  return [
    { membership: { conversationId, userId, present: true } },
    { to: { userId }, event: { __typename: 'ConversationChanged', conversationId } },
    { to: { conversationId }, event: membersChanged(conversationId, [userId], []) },
  ];
}

function left(conversationId: string, userId: string): Announcement[] {
  return [
    { membership: { conversationId, userId, present: false } },
    { to: { userId }, event: { __typename: 'ConversationRemoved', conversationId } },
    { to: { conversationId }, event: membersChanged(conversationId, [], [userId]) },
  ];
}

const membersChanged = (conversationId: string, changedUserIds: readonly string[], removedUserIds: readonly string[]) =>
  ({ __typename: 'MembersChanged', conversationId, changedUserIds, removedUserIds }) as const;
