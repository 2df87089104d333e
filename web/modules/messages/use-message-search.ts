import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { refusalOf } from '../../apollo/errors';
import { useFreshness } from '../../apollo/services';
import { useSettled } from '../../ui/basics/useSettled';
import { termsOf } from '../../ui/search/searchWords';
import { searchOnDevice, type FoundMessage } from './search-on-device';
import { SearchMessagesDocument } from './search.document';

const typingPauseMs = 250;
/** As the server has it, in characters and words; what is beyond is not asked for. */
const longestQuery = 200;
const mostWords = 10;

type Found = {
  query: string;
  messages: readonly FoundMessage[];
  /** What is left to search; null at the end. */
  cursor: string | null;
  /** Only what this device keeps was searched. */
  onDevice: boolean;
  error: unknown;
};
const nothing: Found = { query: '', messages: [], cursor: null, onDevice: false, error: null };

/**
 * Searches messages, in one conversation or (null) in all: when typing pauses, newest first, page by page. Another query calls the one before off. Without a
 * line the device's own messages are searched; when the line is back, the server is asked.
 */
export function useMessageSearch(typed: string, conversationId: string | null) {
  const client = useApolloClient();
  const { state } = useFreshness();
  const query = useSettled(askable(typed), typingPauseMs);
  const [found, setFound] = useState<Found>(nothing);
  const [attempt, setAttempt] = useState(0);
  const [loadingMore, setLoadingMore] = useState(false);
  const running = useRef(new AbortController());
  const isDown = state === 'offline';

  useEffect(() => {
    const controller = new AbortController();
    running.current = controller;
    if (query !== '' && isDown) {
      setFound({ ...nothing, query, messages: searchOnDevice(client.cache, query, conversationId), onDevice: true });
    } else if (query !== '') {
      askForPage(client, { query, conversationId, after: null }, controller.signal).then(
        (page) => !controller.signal.aborted && setFound({ ...nothing, query, ...page }),
        (error: unknown) => {
          if (controller.signal.aborted) return;
          const isLineLost = refusalOf(error) === null;
          const messages = isLineLost ? searchOnDevice(client.cache, query, conversationId) : [];
          setFound({ ...nothing, query, messages, onDevice: isLineLost, error: isLineLost ? null : error });
        },
      );
    }
    return () => controller.abort();
  }, [client, query, conversationId, isDown, attempt]);

  // The line came back after a search that found none.
  const isLive = state === 'live';
  const { onDevice } = found;
  useEffect(() => {
    if (isLive && onDevice) setAttempt((before) => before + 1);
  }, [isLive, onDevice]);

  async function loadMore() {
    const { signal } = running.current;
    if (loadingMore || found.cursor === null || found.query !== query) return;
    setLoadingMore(true);
    try {
      const page = await askForPage(client, { query, conversationId, after: found.cursor }, signal);
      if (!signal.aborted) setFound((before) => ({ ...before, ...page, messages: [...before.messages, ...page.messages], error: null }));
    } catch (error) {
      if (!signal.aborted) setFound((before) => ({ ...before, error }));
    } finally {
      setLoadingMore(false);
    }
  }

  const isCurrent = query !== '' && found.query === query && query === askable(typed);
  return {
    messages: query === '' ? nothing.messages : found.messages,
    /** What `messages` were found for: while another query is under way, they are still of the one before. */
    query: found.query,
    loading: askable(typed) !== '' && !isCurrent,
    loadingMore,
    hasMore: isCurrent && found.cursor !== null,
    onDevice: isCurrent && found.onDevice,
    error: isCurrent ? found.error : null,
    loadMore: () => void loadMore(),
    retry: () => setAttempt((before) => before + 1),
  };
}

/** The query as the server takes it; '' where there is no word in it. */
function askable(typed: string): string {
  const query = [...typed.trim()].slice(0, longestQuery).join('');
  const { whole, beginning } = termsOf(query);
  if (beginning === null) return '';
  return whole.length < mostWords ? query : [...whole.slice(0, mostWords)].join(' ');
}

type Page = Pick<Found, 'messages' | 'cursor'>;

/** A page may be empty though there is more; so many are passed over before the person is asked whether to go on. */
const mostEmptyPages = 4;

async function askForPage(
  client: ReturnType<typeof useApolloClient>,
  variables: { query: string; conversationId: string | null; after: string | null },
  signal: AbortSignal,
): Promise<Page> {
  const context = { queryDeduplication: false, fetchOptions: { signal } };
  let after = variables.after;
  for (let page = 1; ; page += 1) {
    const { data } = await client.query({
      query: SearchMessagesDocument,
      variables: { ...variables, after },
      fetchPolicy: 'no-cache',
      context,
    });
    const { edges = [], pageInfo } = data?.searchMessages ?? {};
    after = pageInfo?.hasNextPage ? pageInfo.endCursor : null;
    if (edges.length > 0 || after === null || page === mostEmptyPages) return { messages: edges.map(({ node }) => node), cursor: after };
  }
}
