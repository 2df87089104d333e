import type { ApolloCache, Reference } from '@apollo/client';
import { conversationCacheId, messageCacheId } from './cache';
import { modifyField } from './modify-field';

/** The newest pin comes first; unpinned or deleted, it leaves the list. Where the list was never loaded nothing happens. */
export function placePinnedMessage(
  cache: ApolloCache,
  { id, conversationId, pinned, deletedAt }: { id: string; conversationId: string; pinned: boolean; deletedAt: string | null },
): void {
  const message = { __ref: messageCacheId(id) };
  const isPinned = pinned && deletedAt === null;
  modifyField<readonly Reference[]>(cache, conversationCacheId(conversationId), 'pinnedMessages', (pins) => {
    const isListed = pins.some(({ __ref }) => __ref === message.__ref);
    if (isListed === isPinned) return pins;
    return isPinned ? [message, ...pins] : pins.filter(({ __ref }) => __ref !== message.__ref);
  });
}

/** The cache ids of the pinned messages as far as they are loaded. */
export function pinnedIds(cache: ApolloCache, conversationId: string): ReadonlySet<string> {
  let ids = new Set<string>();
  modifyField<readonly Reference[]>(cache, conversationCacheId(conversationId), 'pinnedMessages', (pins) => {
    ids = new Set(pins.map(({ __ref }) => __ref));
    return pins;
  });
  return ids;
}
