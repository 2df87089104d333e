import type { Announcement, LiveMapper } from '../../live/change.js';

const publicFields = ['username', 'displayName', 'about', 'photo', 'bot'];
const privateFields = ['email', 'emailVerified', 'locale', 'admin'];

/** What is public goes to the user and to all who share a conversation with them; what is private, to the user alone. */
export const userLiveMapper: LiveMapper = {
  collection: 'users',
  needsDocument: false,
  map: ({ operation, id, changedFields }) => {
    // Nobody shares a conversation yet with somebody who just signed up.
    if (operation !== 'update') return [];
    const announcements: Announcement[] = [];
    if (publicFields.some((field) => changedFields.has(field))) {
      announcements.push({ to: { acquaintancesOf: id }, event: { __typename: 'UserChanged', userId: id } });
    }
    if (privateFields.some((field) => changedFields.has(field))) {
      announcements.push({ to: { userId: id }, event: { __typename: 'ViewerChanged' } });
    }
    return announcements;
  },
};
