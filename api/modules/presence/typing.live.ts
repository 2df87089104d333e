import type { LiveMapper } from '../../live/change.js';

/** Schema: setTyping ends by itself after 6 seconds. */
export const typingTimeoutMs = 6000;

/** setTyping replaces the whole note, so that a repeated "still typing" carries everything, too. The note's deletion by age tells nothing new. */
export const typingLiveMapper: LiveMapper = {
  collection: 'typing',
  isEphemeral: true,
  needsDocument: false,
  map: (change) => {
    const [conversationId = '', userId = ''] = change.id.split(':');
    const typing = change.document?.typing;
    if (!conversationId || !userId || typeof typing !== 'boolean' || change.operation === 'delete') return [];
    const to = { conversationId, exceptUserId: userId };
    const signal = { conversationId, userId, typing };
    if (!typing) return [{ to, signal, key: change.id }];
    return [{ to, signal, key: change.id, endsAfterMs: typingTimeoutMs, ending: { ...signal, typing: false } }];
  },
};
