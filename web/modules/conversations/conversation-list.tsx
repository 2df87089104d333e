import { useQuery } from '@apollo/client/react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ArchiveDocument, ConversationListDocument, PinnedConversationsDocument } from '../../apollo/documents';
import { refusalOf } from '../../apollo/errors';
import { useDrafts, useFreshness, useOutboxItems, usePresences, useServices, useTypingNames } from '../../apollo/services';
import { ConversationListSkeleton } from '../../ui/basics/Skeletons';
import { foldText } from '../../ui/basics/foldText';
import { useNow } from '../../ui/basics/useNow';
import { ConversationListView } from '../../ui/conversations/ConversationListView';
import type { ConversationListViewProps } from '../../ui/props';
import { refusalSentence } from '../refusal-sentence';
import { useWatchedPeople } from '../presence/use-watched-people';
import { conversationItems } from './conversation-items';
import { useSetPreferences } from './use-set-preferences';
import { useRefetchWhenLive } from './use-refetch-when-live';
import { useRestOfList } from './use-rest-of-list';

const SearchEverything = lazy(() =>
  import('../messages/search-everything').then(({ SearchEverything }) => ({ default: SearchEverything })),
);

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

/**
 * All loaded conversations, in the archive or not. The event stream fetches the first page; this reads it. While somebody looks for a name, from the list
 * in the archive too, the others are loaded.
 */
export function useConversationItems({ inArchive = false, isSearching = false } = {}) {
  const { t, i18n } = useTranslation();
  const { viewerId } = useServices();
  const outbox = useOutboxItems();
  const drafts = useDrafts();
  const typing = useTypingNames();
  const presences = usePresences();
  const now = useNow();
  const main = useQuery(ConversationListDocument, { variables: {}, fetchPolicy: 'cache-and-network' });
  const archive = useQuery(ArchiveDocument, { variables: {}, fetchPolicy: 'cache-and-network', skip: !inArchive && !isSearching });
  const pinned = useQuery(PinnedConversationsDocument, { fetchPolicy: 'cache-and-network' });
  const mainPage = (main.data ?? main.previousData)?.conversations;
  const archivePage = (archive.data ?? archive.previousData)?.conversations;
  useRestOfList(isSearching && !inArchive, mainPage, (after) => main.fetchMore({ variables: { after } }));
  useRestOfList(isSearching, archivePage, (after) => archive.fetchMore({ variables: { after } }));
  const pins = (pinned.data ?? pinned.previousData)?.pinnedConversations;
  const items = useMemo(() => {
    const nodes = [...(pins ?? []), ...[...(mainPage?.edges ?? []), ...(archivePage?.edges ?? [])].map(({ node }) => node)];
    const conversations = [...new Map(nodes.map((node) => [node.id, node])).values()];
    const input = {
      conversations,
      outbox,
      drafts,
      typing,
      presences,
      viewerId,
      now,
      t,
      language: i18n.language,
      pins: (pins ?? []).map(({ id }) => id),
    };
    // In which of the two it is, its state says: the lists only tell what there is.
    return conversationItems(input).filter((item) => item.archived === inArchive || (isSearching && !inArchive));
  }, [pins, mainPage, archivePage, inArchive, isSearching, outbox, drafts, typing, presences, viewerId, now, t, i18n.language]);
  const { loading, error, refetch, fetchMore } = inArchive ? archive : main;
  return { items, loading, error, refetch, fetchMore, connection: inArchive ? archivePage : mainPage };
}

export function ConversationList(props: Props) {
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
  useOutboxItems();

  const reachSearch = useCallback(() => {
    setInArchive(false);
    onSearchReached();
  }, [onSearchReached]);

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
      onArchive={(next) => {
        setSearch('');
        setInArchive(next);
      }}
      onPreferences={setPreferences}
      hasMore={hasNextPage && endCursor !== null && wanted === ''}
      // A page that could not be loaded is asked for again at the next scroll; `error` says why.
      onLoadMore={() => void fetchMore({ variables: { after: endCursor } }).catch(() => undefined)}
      unsentCount={outbox.unsentCount}
    />
  );
}
