import { ApolloClient, ApolloLink, Observable } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { createCache } from '../../apollo/cache';
import { ConversationListDocument } from '../../apollo/documents';
import { applyViewerState } from '../../live/apply-viewer-state';
import { group, message, state } from '../../testkit/chat';
import { ListedItemsProvider } from './listed-items';
import { useConversationItems } from './use-conversation-items';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key, i18n: { language: 'en' } }) }));
const none = new Map<string, never>();
const nothing: never[] = [];
vi.mock('../../apollo/services', () => ({
  useServices: () => ({ viewerId: 'ana' }),
  useWaitingWrites: () => nothing,
  useSettledDrafts: () => none,
  useTypingNames: () => none,
  usePresences: () => none,
  useFollowedId: () => null,
  useFreshness: () => ({ state: 'live' }),
}));
afterEach(cleanup);

/** Apollo tells its readers in a task of its own. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

/** One conversation, which is in the archive or not; the server answers both lists at once. */
async function open(archived: boolean) {
  const { messages: _, ...conversation } = group('c1', [message(1)], { viewerState: state({ archived }) });
  const page = (nodes: unknown[]) => ({
    __typename: 'ConversationConnection',
    edges: nodes.map((node) => ({ __typename: 'ConversationEdge', node })),
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  });
  const link = new ApolloLink(
    ({ operationName }) =>
      new Observable((observer) => {
        const conversations = page((operationName === 'Archive') === archived ? [conversation] : []);
        observer.next({ data: operationName === 'PinnedConversations' ? { pinnedConversations: [] } : { conversations } });
        observer.complete();
      }),
  );
  const cache = createCache();
  const client = new ApolloClient({ cache, link });
  await client.query({ query: ConversationListDocument, variables: {} });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ApolloProvider client={client}>
      <ListedItemsProvider>{children}</ListedItemsProvider>
    </ApolloProvider>
  );
  const { result, rerender } = renderHook((inArchive: boolean) => useConversationItems({ inArchive }), { wrapper, initialProps: archived });
  await act(nextTask);
  return {
    ids: () => result.current.items.map(({ id }) => id),
    goTo: (list: 'main' | 'archive') => act(async () => rerender(list === 'archive')),
    change: (archived: boolean, revision: number) =>
      act(async () => {
        applyViewerState(cache, 'c1', state({ archived, revision }), { viewerId: 'ana' });
        await nextTask();
      }),
  };
}

test('what is taken out of the archive is in the list, also where the answer comes after the archive was left', async () => {
  const { ids, goTo, change } = await open(true);
  expect(ids()).toEqual(['c1']);
  await goTo('main');
  expect(ids()).toEqual([]);
  await change(false, 2);
  expect(ids()).toEqual(['c1']);
  await change(true, 3);
  expect(ids()).toEqual([]);
  await goTo('archive');
  expect(ids()).toEqual(['c1']);
});
