import type { ApolloCache } from '@apollo/client';
import { conversationCacheId } from '../apollo/cache';
import { insertIntoList, placePin } from '../apollo/list-cache';
import { mergeViewerState } from '../apollo/merge-viewer-state';
import { modifyField } from '../apollo/modify-field';
import type { ViewerStateFieldsFragment } from '../generated/graphql';
import type { Effects } from './effects';
import { countLoadedUnread, readPosition, type Position, type Viewer } from './apply-message';

/** The viewer's own marks and preferences, from an event or from the answer to markRead. Marks never move back, whatever overtook what. */
export function applyViewerState(cache: ApolloCache, conversationId: string, incoming: ViewerStateFieldsFragment, viewer: Viewer): Effects {
  const position = readPosition(cache, conversationId);
  if (!position) return { fetchConversations: [conversationId] };
  if (position.viewerState.revision > incoming.revision) return {};
  const merged = mergeViewerState(position.viewerState, incoming);
  const counted = countLoadedUnread(cache, conversationId, merged.lastReadSeq, viewer);
  const { unreadCount, unreadMentions } = counted ?? countUntilFetched(position, merged);
  modifyField<ViewerStateFieldsFragment>(cache, conversationCacheId(conversationId), 'viewerState', () => ({
    ...merged,
    unreadCount,
    unreadMentions,
  }));
  if (merged.pinned !== position.viewerState.pinned) placePin(cache, conversationId, merged.pinned);
  if (merged.archived !== position.viewerState.archived) insertIntoList(cache, conversationId);
  const { lastReadSeq, unreadCount: before } = position.viewerState;
  const isDoubtful = counted === null && (merged.unreadCount !== before || merged.lastReadSeq !== lastReadSeq);
  return isDoubtful ? { fetchConversations: [conversationId] } : {};
}

/**
 * What an event counts may include messages that are still to come here, which would be counted twice. Only what is counted together with its lastSeq
 * is exact: until that is fetched, the count stays, and is never more than what came after the read mark.
 */
function countUntilFetched({ lastSeq, viewerState: before }: Position, merged: ViewerStateFieldsFragment) {
  const { unreadCount, unreadMentions } = merged.lastReadSeq === before.lastReadSeq ? before : merged;
  const atMost = Math.max(0, lastSeq - merged.lastReadSeq);
  return { unreadCount: Math.min(unreadCount, atMost), unreadMentions: Math.min(unreadMentions, atMost) };
}
