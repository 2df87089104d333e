import { memo, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../apollo/errors';
import { useFreshness, useServices } from '../../apollo/services';
import { ConversationListSkeleton } from '../../ui/basics/Skeletons';
import { foldText } from '../../ui/basics/foldText';
import { lazyPart } from '../../ui/basics/lazyPart';
import { ConversationListView } from '../../ui/conversations/ConversationListView';
import type { ConversationListViewProps } from '../../ui/props';
import { refusalSentence } from '../refusal-sentence';
import { useWatchedPeople } from '../presence/use-watched-people';
import { useConversationItems } from './use-conversation-items';
import { useRefetchWhenLive } from './use-refetch-when-live';
import { useSetPreferences } from './use-set-preferences';

const SearchEverything = lazyPart('here', () => import('../messages/search-everything').then(({ SearchEverything }) => SearchEverything));

type Props = Pick<
  ConversationListViewProps,
  | 'me'
  | 'selectedId'
  | 'hrefOf'
  | 'onNewConversation'
  | 'onNewGroup'
  | 'onProfile'
  | 'onSettings'
  | 'onSignOut'
  | 'language'
  | 'onLanguage'
  | 'theme'
  | 'onTheme'
  | 'notice'
  | 'onPalette'
  | 'query'
  | 'onQuery'
  | 'searchAsked'
  | 'onSearchReached'
> & { onOpen: (conversationId: string, at?: number) => void };

/** Who is further down a very long list is not asked after. */
const mostWatchedRows = 300;

export const ConversationList = memo(function ConversationList(props: Props) {
  const { query: search, onQuery: setSearch, onSearchReached } = props;
  const { t } = useTranslation();
  const { outbox } = useServices();
  const freshness = useFreshness();
  const [inArchive, setInArchive] = useState(false);
  const setPreferences = useSetPreferences();
  const wanted = foldText(search.trim());
  const { items, connection, loading, error, refetch, fetchMore } = useConversationItems({ inArchive, isSearching: wanted !== '' });
  useRefetchWhenLive(error, refetch);
  useWatchedPeople(useMemo(() => items.slice(0, mostWatchedRows).flatMap((item) => item.peerId ?? []), [items]));

  const reachSearch = useCallback(() => {
    setInArchive(false);
    onSearchReached();
  }, [onSearchReached]);

  const showArchive = useCallback(
    (next: boolean) => {
      setSearch('');
      setInArchive(next);
    },
    [setSearch],
  );

  const shown = wanted === '' ? items : items.filter((item) => foldText(item.title).includes(wanted));
  const { hasNextPage = false, endCursor = null } = connection?.pageInfo ?? {};

  return (
    <ConversationListView
      {...props}
      items={shown}
      loading={loading}
      error={error ? refusalSentence(refusalOf(error), t) : null}
      onRetryLoad={() => void refetch().catch(() => undefined)}
      freshness={freshness}
      onSearchReached={reachSearch}
      results={
        wanted === '' || inArchive ? null : (
          <Suspense fallback={<ConversationListSkeleton />}>
            <SearchEverything query={search} conversations={shown} onOpen={props.onOpen} />
          </Suspense>
        )
      }
      inArchive={inArchive}
      onArchive={showArchive}
      onPreferences={setPreferences}
      hasMore={hasNextPage && endCursor !== null && wanted === ''}
      // A page that could not be loaded is asked for again at the next scroll; `error` says why.
      onLoadMore={() => void fetchMore({ variables: { after: endCursor } }).catch(() => undefined)}
      unsentCount={outbox.unsentCount}
    />
  );
});
