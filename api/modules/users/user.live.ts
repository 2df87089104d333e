import type { Announcement, LiveMapper } from '../../live/change.js';

const publicFields = ['username', 'displayName', 'about', 'photo', 'bot'];
const privateFields = ['email', 'emailVerified', 'pendingEmail', 'locale', 'showLastSeen', 'admin'];

/** What is public goes to the user and to all who share a conversation with them; what is private, to the user alone. */
export const userLiveMapper: LiveMapper = {
  collection: 'users',
  needsDocument: false,
  map: ({ operation, id, changedFields }) => {
    // Nobody shares a conversation yet with somebody who just signed up.
    if (operation !== 'update') return [];
    // The end of an account closes its sockets; there is nobody left to tell of what was private.
    const isPrivateNews = !changedFields.has('deletedAt');
    const announcements: Announcement[] = [];
    if (publicFields.some((field) => changedFields.has(field))) {
      announcements.push({ to: { acquaintancesOf: id }, event: { __typename: 'UserChanged', userId: id } });
    }
    if (isPrivateNews && privateFields.some((field) => changedFields.has(field))) {
      announcements.push({ to: { userId: id }, event: { __typename: 'ViewerChanged' } });
    }
    return announcements;
  },
};
