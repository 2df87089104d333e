import type { Announcement, LiveMapper } from '../../live/change.js';

/** The end of a token closes its sockets; that tokens came or went is news for whose they are. That one was used is nobody's news. */
export const accessTokenLiveMapper: LiveMapper = {
  collection: 'accessTokens',
  needsDocument: true,
  map: ({ operation, id, changedFields, updated, document }) => {
    // The database deletes what has expired.
    if (operation === 'delete') return [{ endedSessionId: id }];
    const ended = changedFields.has('endedAt') ? Boolean(updated.endedAt) : operation === 'replace' && Boolean(document?.endedAt);
    if (operation !== 'insert' && !ended) return [];
    const announcements: Announcement[] = ended ? [{ endedSessionId: id }] : [];
    if (document) announcements.push({ to: { userId: String(document.ownerId) }, event: { __typename: 'ViewerChanged' } });
    return announcements;
  },
};
