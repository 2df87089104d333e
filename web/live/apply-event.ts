import type { ApolloCache, Reference } from '@apollo/client';
import { conversationCacheId, userCacheId, viewerCacheId } from '../apollo/cache';
import { ConversationFields, ConversationPosition } from '../apollo/documents';
import type { ConversationFieldsFragment, EventsSubscription, MessageFieldsFragment } from '../generated/graphql';
import { evictConversation, insertIntoList } from '../apollo/list-cache';
import { modifyField } from '../apollo/modify-field';
import type { Effects } from './effects';
import { applyMembersChanged, applyReadMarkerMoved, applyUserChanged } from './apply-members';
import { applyMessageChanged, applyMessagesAdded, type Viewer } from './apply-message';
import { applyViewerState } from './apply-viewer-state';

export type LiveEvent = EventsSubscription['events'];

/**
 * Writes events into the cache, in their order, and notes what that leaves to do. Idempotent: an event that comes twice, or is older than what the cache knows,
 * changes nothing (seq and revision tell). Event types that are not known yet are passed over. Messages of a conversation that follow each other cost together
 * a third of what each does alone. Of a `rush` the messages before `keptFrom` are not kept.
 */
export function applyEvents(
  cache: ApolloCache,
  events: readonly LiveEvent[],
  viewer: Viewer,
  effects: Effects[] = [],
  rush: { conversationId: string; keptFrom: number } | null = null,
): readonly Effects[] {
  for (let place = 0; place < events.length;) {
    const messages = addedInSuccession(events.slice(place));
    const [first, event] = [messages[0], events[place]];
    if (first)
      effects.push(...applyMessagesAdded(cache, messages, viewer, rush?.conversationId === first.conversationId ? rush.keptFrom : 0));
    else if (event) effects.push(applyEvent(cache, event, viewer));
    place += messages.length || 1;
  }
  return effects;
}

/** The messages with which these begin, as far as they are of one conversation. */
function addedInSuccession(events: readonly LiveEvent[]): MessageFieldsFragment[] {
  const messages: MessageFieldsFragment[] = [];
  for (const event of events) {
    if (event.__typename !== 'MessageAdded' || (messages[0] && messages[0].conversationId !== event.message.conversationId)) break;
    messages.push(event.message);
  }
  return messages;
}

function applyEvent(cache: ApolloCache, event: LiveEvent, viewer: Viewer): Effects {
  switch (event.__typename) {
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
