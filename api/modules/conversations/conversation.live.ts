import type { LiveMapper } from '../../live/change.js';

// lastSeq and lastActivityAt are hints beside the messages, which announce themselves.
const visibleFields = ['name', 'description', 'photo', 'accessRevision'];

/** A new conversation is announced by its members' records, which are written after it. */
export const conversationLiveMapper: LiveMapper = {
  collection: 'conversations',
  needsDocument: false,
  map: (change) => {
    const visible =
      change.operation === 'replace' || (change.operation === 'update' && visibleFields.some((field) => change.changedFields.has(field)));
    return visible ? [{ to: { conversationId: change.id }, event: { __typename: 'ConversationChanged', conversationId: change.id } }] : [];
  },
};
