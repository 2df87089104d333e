import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useSettled } from '../../ui/basics/useSettled';
import { MembersDocument } from './conversations.document';
import { useRefetchWhenLive } from './use-refetch-when-live';

const typingPauseMs = 250;

/** The members of a group, page by page, and those of them that a search finds. */
export function useMembers(groupId: string) {
  const [query, onQuery] = useState('');
  const search = useSettled(query.trim(), typingPauseMs);
  const isSearching = search !== '';
  const all = useQuery(MembersDocument, { variables: { id: groupId }, fetchPolicy: 'cache-and-network' });
  // Not in the cache: what members do is written into the whole list there, and what a search finds is none.
  const found = useQuery(MembersDocument, { variables: { id: groupId, search }, fetchPolicy: 'no-cache', skip: !isSearching });
  useRefetchWhenLive(all.error, all.refetch);
  const shown = isSearching ? found : all;
  const known = (all.data ?? all.previousData)?.conversation?.members;
  const connection = isSearching ? (found.data ?? found.previousData)?.conversation?.members : known;
  return {
    query,
    onQuery,
    members: connection?.edges.map(({ node }) => node) ?? [],
    loaded: known?.edges.map(({ node }) => node) ?? [],
    /** Every member is among those that are `loaded`. */
    isWhole: known !== undefined && !known.pageInfo.hasNextPage,
    loading: shown.loading,
    error: shown.error,
    hasMore: !isSearching && (known?.pageInfo.hasNextPage ?? false),
    loadMore: () => all.fetchMore({ variables: { after: known?.pageInfo.endCursor } }),
    /** What was found is of the moment of the search: after a change it is asked for again. */
    refetchFound: async () => {
      if (isSearching) await found.refetch();
    },
  };
}
