import { useFragment } from '@apollo/client/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useServices } from '../../apollo/services';
import type { MessageHit } from '../../ui/view';
import type { MessageHitsProps } from '../../ui/props';
import { faceOf, personOf } from '../conversations/conversation-view';
import { refusalSentence } from '../refusal-sentence';
import type { FoundMessage } from './search-on-device';
import { FoundMessageFields } from './search.document';
import type { useMessageSearch } from './use-message-search';

export function messageHit(message: FoundMessage, viewerId: string, nobody: string): MessageHit {
  const { id, conversationId, seq, author, text, attachments, createdAt, conversation } = message;
  const face = conversation ? faceOf(conversation, viewerId, nobody) : { title: '', photoUrl: null, colorKey: conversationId };
  return {
    id,
    conversationId,
    seq,
    ...face,
    kind: conversation?.__typename === 'Group' ? 'GROUP' : 'DIRECT',
    own: author?.id === viewerId,
    author: author && personOf(author),
    text,
    files: attachments,
    at: Date.parse(createdAt),
  };
}

/** What was found, as it is now: an edit shows, and what was deleted since is gone. */
export function useMessageHits(search: ReturnType<typeof useMessageSearch>): Omit<MessageHitsProps, 'hrefOf' | 'onOpenHit'> {
  const { t } = useTranslation();
  const { viewerId } = useServices();
  const { messages } = search;
  const from = useMemo(() => messages.map(({ id }) => ({ __typename: 'Message' as const, id })), [messages]);
  const { data: current } = useFragment({ fragment: FoundMessageFields, fragmentName: 'FoundMessageFields', from });
  const hits = useMemo(() => {
    const known = new Map(current.flatMap((message) => (message?.id ? [[message.id, message] as const] : [])));
    const nobody = t('app.deletedPerson');
    return messages.flatMap((message) => {
      const { text = message.text, deletedAt = null } = known.get(message.id) ?? message;
      return deletedAt === null ? [messageHit({ ...message, text }, viewerId, nobody)] : [];
    });
  }, [messages, current, viewerId, t]);
  return {
    hits,
    query: search.query,
    loading: search.loading,
    hasMore: search.hasMore,
    loadingMore: search.loadingMore,
    onDevice: search.onDevice,
    error: search.error ? refusalSentence(refusalOf(search.error), t) : null,
    onLoadMore: search.loadMore,
    onRetry: search.retry,
  };
}
