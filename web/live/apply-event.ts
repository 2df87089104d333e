import type { ApolloCache, Reference } from '@apollo/client';
import { conversationCacheId, userCacheId, viewerCacheId } from '../apollo/cache';
import { ConversationFields, ConversationPosition } from '../apollo/documents';
import type { ConversationFieldsFragment, EventsSubscription } from '../generated/graphql';
import { evictConversation, insertIntoList } from '../apollo/list-cache';
import { modifyField } from '../apollo/modify-field';
import type { Effects } from './effects';
import { applyMembersChanged, applyReadMarkerMoved, applyUserChanged } from './apply-members';
import { applyMessageAdded, applyMessageChanged, type Viewer } from './apply-message';
import { applyViewerState } from './apply-viewer-state';

export type LiveEvent = EventsSubscription['events'];

/**
 * Writes one event into the cache. Idempotent: an event that comes twice, or is older than what the cache knows, changes
 * nothing (seq and revision tell). Event types that are not known yet are passed over.
 */
export function applyEvent(cache: ApolloCache, event: LiveEvent, viewer: Viewer): Effects {
  switch (event.__typename) {
    case 'MessageAdded':
      return applyMessageAdded(cache, event.message, viewer);
    case 'MessageChanged':
      return applyMessageChanged(cache, event.message, viewer);
    case 'ConversationChanged':
      return applyConversationChanged(cache, event.conversation);
    case 'ConversationRemoved':
      evictConversation(cache, event.conversationId);
      return { removedConversations: [event.conversationId] };
    case 'MembersChanged':
      applyMembersChanged(cache, event, viewer);
      return {};
    case 'ReadMarkerMoved':
      applyReadMarkerMoved(cache, event, viewer);
      return {};
    case 'ViewerStateChanged':
      return applyViewerState(cache, event.conversationId, event.viewerState, viewer);
    case 'UserChanged':
      applyUserChanged(cache, event.user);
      return {};
    case 'ViewerChanged':
      // Over the guard of each user's revision: an answer that came earlier may know them better.
      for (const user of event.viewer.blockedUsers) applyUserChanged(cache, user);
      modifyField<readonly Reference[]>(cache, viewerCacheId, 'blockedUsers', () =>
        event.viewer.blockedUsers.map(({ id }) => ({ __ref: userCacheId(id) })),
      );
      return { viewerChanged: true };
    default:
      return {};
  }
}

function applyConversationChanged(cache: ApolloCache, conversation: ConversationFieldsFragment): Effects {
  const position = cache.readFragment({
    id: conversationCacheId(conversation.id),
    fragment: ConversationPosition,
    fragmentName: 'ConversationPosition',
  });
  if (!position) return { fetchConversations: [conversation.id] };
  insertIntoList(cache, conversation.id);
  if (position.revision >= conversation.revision) return {};
  // Messages have events of their own, which keep the counts: this one must not run ahead of them.
  const { lastSeq, lastActivityAt, lastMessage } = position;
  cache.writeFragment({
    id: conversationCacheId(conversation.id),
    fragment: ConversationFields,
    fragmentName: 'ConversationFields',
    data: { ...conversation, lastSeq, lastActivityAt, lastMessage },
  });
  return {};
}
