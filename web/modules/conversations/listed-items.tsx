import { useQuery } from '@apollo/client/react';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { ConversationListDocument, PinnedConversationsDocument } from '../../apollo/documents';
import type { ConversationItem } from '../../ui/view';
import { useItemsOf } from './use-items-of';

type Main = ReturnType<typeof useMain>;

const ListedItems = createContext<readonly ConversationItem[]>([]);
const ListedMain = createContext<Main | null>(null);

/** The one that reads the list of conversations, for all below that show something of it. */
export function ListedItemsProvider({ children }: { children: ReactNode }) {
  const main = useMain();
  return (
    <ListedMain value={main}>
      <ListedItems value={main.items}>{children}</ListedItems>
    </ListedMain>
  );
}

/** The conversations that are not in the archive: whoever shows something of them is drawn again when they say something else. */
export const useListedItems = () => useContext(ListedItems);

/** The same with what was loaded of them so far. */
export function useListedMain(): Main {
  const main = useContext(ListedMain);
  if (!main) throw new Error('There is no list of conversations outside of ListedItemsProvider.');
  return main;
}

/** The event stream fetches the first page; this reads it. */
function useMain() {
  const main = useQuery(ConversationListDocument, { variables: {}, fetchPolicy: 'cache-and-network' });
  const pinned = useQuery(PinnedConversationsDocument, { fetchPolicy: 'cache-and-network' });
  const connection = (main.data ?? main.previousData)?.conversations;
  const pins = (pinned.data ?? pinned.previousData)?.pinnedConversations;
  const all = useItemsOf(pins, connection, undefined);
  const items = useMemo(() => all.filter((item) => !item.archived), [all]);
  const { loading, error, refetch, fetchMore } = main;
  return useMemo(
    () => ({ items, pins, connection, loading, error, refetch, fetchMore }),
    [items, pins, connection, loading, error, refetch, fetchMore],
  );
}
