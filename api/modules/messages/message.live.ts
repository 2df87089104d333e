import type { Announcement, Change, LiveMapper } from '../../live/change.js';

/** A new message, or a message that was edited, deleted, or reacted to. Messages disappear with their conversation only, when nobody is in it. */
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
        // What a message is found by is nothing that anybody sees.
        if (change.changedFields.size === 1 && change.changedFields.has('words')) return [];
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
  return isObjectId(id) ? id.toHexString() : null;
}

// By shape: a mapper imports nothing at run time.
const isObjectId = (value: unknown): value is { toHexString(): string } =>
  typeof value === 'object' && value !== null && 'toHexString' in value && typeof value.toHexString === 'function';
