import { useQuery } from '@apollo/client/react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConversationListDocument } from '../../apollo/documents';
import { refusalOf } from '../../apollo/errors';
import { useDrafts, useFreshness, useOutboxItems, useServices, useTypingNames } from '../../apollo/services';
import { useNow } from '../../ui/basics/useNow';
import { ConversationListView } from '../../ui/conversations/ConversationListView';
import type { ConversationListViewProps } from '../../ui/props';
import { refusalSentence } from '../refusal-sentence';
import { conversationItems } from './conversation-items';
import { useRefetchWhenLive } from './use-refetch-when-live';

type Props = Pick<
  ConversationListViewProps,
  | 'me'
  | 'selectedId'
  | 'hrefOf'
  | 'onOpen'
  | 'onNewConversation'
  | 'onNewGroup'
  | 'onProfile'
  | 'onSignOut'
  | 'language'
  | 'onLanguage'
  | 'theme'
  | 'onTheme'
>;

/** All loaded conversations, unread first of all by their activity. The event stream fetches the first page; this reads it. */
export function useConversationItems() {
  const { t, i18n } = useTranslation();
  const { viewerId } = useServices();
  const outbox = useOutboxItems();
  const drafts = useDrafts();
  const typing = useTypingNames();
  const now = useNow();
  const query = useQuery(ConversationListDocument, { variables: {}, fetchPolicy: 'cache-and-network' });
  const connection = (query.data ?? query.previousData)?.conversations;
  const items = useMemo(() => {
    const conversations = (connection?.edges ?? []).map(({ node }) => node);
    return conversationItems({ conversations, outbox, drafts, typing, viewerId, now, t, language: i18n.language });
  }, [connection, outbox, drafts, typing, viewerId, now, t, i18n.language]);
  return { ...query, connection, items };
}

export function ConversationList(props: Props) {
  const { t } = useTranslation();
  const { outbox } = useServices();
  const freshness = useFreshness();
  const { items, connection, loading, error, refetch, fetchMore } = useConversationItems();
  const [search, setSearch] = useState('');
  useRefetchWhenLive(error, refetch);
  useOutboxItems();

  const wanted = fold(search.trim());
  const shown = wanted === '' ? items : items.filter((item) => fold(item.title).includes(wanted));
  const { hasNextPage = false, endCursor = null } = connection?.pageInfo ?? {};

  return (
    <ConversationListView
      {...props}
      items={shown}
      loading={loading}
      error={error ? refusalSentence(refusalOf(error), t) : null}
      onRetryLoad={() => void refetch().catch(() => undefined)}
      freshness={freshness}
      query={search}
      onQuery={setSearch}
      hasMore={hasNextPage && endCursor !== null && wanted === ''}
      // A page that could not be loaded is asked for again at the next scroll; `error` says why.
      onLoadMore={() => void fetchMore({ variables: { after: endCursor } }).catch(() => undefined)}
      unsentCount={outbox.unsentCount}
    />
  );
}

/** Case and accents don't matter. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
