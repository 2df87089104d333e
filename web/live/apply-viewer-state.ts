import type { ApolloCache } from '@apollo/client';
import { conversationCacheId } from '../apollo/cache';
import { insertIntoList, placePin } from '../apollo/list-cache';
import { mergeViewerState } from '../apollo/merge-viewer-state';
import { modifyField } from '../apollo/modify-field';
import type { ViewerStateFieldsFragment } from '../generated/graphql';
import type { Effects } from './effects';
import { countLoadedUnread, readPosition, type Viewer } from './apply-message';

/** The viewer's own marks and preferences, from an event or from the answer to markRead. Marks never move back, whatever overtook what. */
export function applyViewerState(cache: ApolloCache, conversationId: string, incoming: ViewerStateFieldsFragment, viewer: Viewer): Effects {
  const position = readPosition(cache, conversationId);
  if (!position) return { fetchConversations: [conversationId] };
  if (position.viewerState.revision > incoming.revision) return {};
  const merged = mergeViewerState(position.viewerState, incoming);
  const counted = countLoadedUnread(cache, conversationId, merged.lastReadSeq, viewer);
  const { unreadCount, unreadMentions } = counted ?? merged;
  modifyField<ViewerStateFieldsFragment>(cache, conversationCacheId(conversationId), 'viewerState', () => ({
    ...merged,
    unreadCount,
    unreadMentions,
  }));
  if (merged.pinned !== position.viewerState.pinned) placePin(cache, conversationId, merged.pinned);
  if (merged.archived !== position.viewerState.archived) insertIntoList(cache, conversationId);
  // It may include messages that are still to come, and would be counted twice. What is counted together with its lastSeq is exact.
  const { lastReadSeq, unreadCount: before } = position.viewerState;
  const isDoubtful = counted === null && (unreadCount !== before || merged.lastReadSeq !== lastReadSeq);
  return isDoubtful ? { fetchConversations: [conversationId] } : {};
}
