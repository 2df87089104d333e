import type { Announcement, LiveMapper } from '../../live/change.js';

/** The end of a session closes its sockets; that sessions came or went is news for the user's other devices. Rotation is nobody's news. */
export const sessionLiveMapper: LiveMapper = {
  collection: 'sessions',
  needsDocument: true,
  map: ({ operation, id, changedFields, updated, document }) => {
    if (operation === 'delete') return [{ endedSessionId: id }];
    const ended = changedFields.has('endedAt') ? Boolean(updated.endedAt) : operation === 'replace' && Boolean(document?.endedAt);
    if (operation !== 'insert' && !ended) return [];
    const announcements: Announcement[] = ended ? [{ endedSessionId: id }] : [];
    if (document) announcements.push({ to: { userId: String(document.userId) }, event: { __typename: 'ViewerChanged' } });
    return announcements;
  },
};
