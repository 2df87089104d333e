import type { Announcement, Change, LiveMapper } from '../../live/change.js';

/** A new message, or a message that was edited, deleted, or reacted to. Messages never disappear. */
export const messageLiveMapper: LiveMapper = {
  collection: 'messages',
  // An update does not say which conversation it happened in.
  needsDocument: true,
  map: (change) => {
    const conversationId = conversationOf(change);
    if (conversationId === null) return [];
    switch (change.operation) {
      case 'insert':
        return [
          {
            to: { conversationId },
            event: { __typename: 'MessageAdded', conversationId, messageId: change.id, document: change.document },
          },
        ];
      case 'update':
      case 'replace':
        return [
          { to: { conversationId }, event: { __typename: 'MessageChanged', conversationId, messageId: change.id } },
        ] satisfies Announcement[];
      case 'delete':
        return [];
    }
  },
};

function conversationOf(change: Change): string | null {
  const id = change.document?.conversationId;
  return id === undefined || id === null ? null : String(id);
}
