import { useApolloClient, useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { messageCacheId } from '../../apollo/cache';
import { MessageFields, PinnedMessagesDocument } from '../../apollo/documents';
import { refusalOf } from '../../apollo/errors';
import { useWaitingChanges, useServices } from '../../apollo/services';
import type { MessageFieldsFragment } from '../../generated/graphql';
import type { ShownConversation } from '../conversations/conversation-view';
import { useRefetchWhenLive } from '../conversations/use-refetch-when-live';
import { refusalSentence } from '../refusal-sentence';
import { pinnedHits } from './pinned-hits';

const none: readonly MessageFieldsFragment[] = [];

/** The pins of a conversation, asked for when it opens and kept right by events. Without a line: as they were last known. */
export function usePinnedMessages(conversation: ShownConversation | null, id: string, messages: readonly MessageFieldsFragment[] = none) {
  const { t } = useTranslation();
  const { cache } = useApolloClient();
  const { viewerId } = useServices();
  const outbox = useWaitingChanges();
  const { data, previousData, error, loading, refetch } = useQuery(PinnedMessagesDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  useRefetchWhenLive(error, refetch);
  const pinned = (data ?? previousData)?.conversation?.pinnedMessages;
  const hits = useMemo(() => {
    if (!conversation) return [];
    const own = outbox.filter((item) => item.conversationId === id);
    // What waits to be pinned may be loaded no more, as after a restart far from it.
    const waiting = own.flatMap(({ write }) => {
      if (write.kind !== 'pin') return [];
      return cache.readFragment({ id: messageCacheId(write.messageId), fragment: MessageFields, fragmentName: 'MessageFields' }) ?? [];
    });
    return pinnedHits({
      pinned: pinned ?? none,
      messages: [...waiting, ...messages],
      outbox: own,
      conversation,
      viewerId,
      nobody: t('app.deletedPerson'),
    });
  }, [cache, conversation, pinned, messages, outbox, id, viewerId, t]);
  return {
    hits,
    loading: loading && pinned === undefined,
    error: error && pinned === undefined ? refusalSentence(refusalOf(error), t) : null,
    retry: () => void refetch().catch(() => undefined),
  };
}
